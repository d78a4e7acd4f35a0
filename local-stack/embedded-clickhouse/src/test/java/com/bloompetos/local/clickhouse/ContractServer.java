package com.bloompetos.local.clickhouse;

import com.clickhouse.client.api.Client;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * The server that the contract is held against: {@code -Dclickhouse.url=…} with {@code
 * -Dclickhouse.user=…} and {@code -Dclickhouse.password=…}, else one of our own.
 */
final class ContractServer implements AutoCloseable {
    private final String url;
    private final String user;
    private final String password;
    private final @Nullable RunningServer own;

    private ContractServer(String url, String user, String password, @Nullable RunningServer own) {
        this.url = url;
        this.user = user;
        this.password = password;
        this.own = own;
    }

    static ContractServer of(Path directory) throws Exception {
        @Nullable String given = System.getProperty("clickhouse.url");
        if (given != null) {
            return new ContractServer(
                    given,
                    System.getProperty("clickhouse.user", "default"),
                    System.getProperty("clickhouse.password", ""),
                    null);
        }
        var server = new RunningServer(directory);
        return new ContractServer(server.url(), "admin", "admin", server);
    }

    String url() {
        return url;
    }

    String user() {
        return user;
    }

    String password() {
        return password;
    }

    Client client() {
        return builder().build();
    }

    Client.Builder builder() {
        return new Client.Builder()
                .addEndpoint(url)
                .setUsername(user)
                .setPassword(password)
                .setSocketTimeout(30_000);
    }

    void ask(Client client, String sql) throws Exception {
        client.execute(sql).get(30, java.util.concurrent.TimeUnit.SECONDS).close();
    }

    long number(Client client, String sql) {
        return client.queryAll("select toInt64((" + sql + ")) as n").get(0).getLong("n");
    }

    /** None when the process is not ours to look at. */
    @Nullable Long processId() {
        return own == null ? null : own.processId();
    }

    @Override
    public void close() throws Exception {
        if (own != null) {
            own.close();
        }
    }
}
