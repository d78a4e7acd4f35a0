package com.bloompetos.stream.warehouse;

import com.clickhouse.client.api.Client;
import com.clickhouse.client.api.ServerException;
import com.clickhouse.client.api.insert.InsertSettings;
import com.clickhouse.client.api.query.QuerySettings;
import com.clickhouse.data.ClickHouseFormat;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The engine over its own client; every call ends, at the latest by its time-out. */
public final class ClickHouseEngine implements Engine {
    private static final int LONGEST_CALL_SECONDS = 60;

    private final Client client;

    public ClickHouseEngine(ClickHouse at) {
        client =
                new Client.Builder()
                        .addEndpoint(at.url())
                        .setUsername(at.user())
                        .setPassword(at.password())
                        .setConnectTimeout(2, ChronoUnit.SECONDS)
                        .setConnectionRequestTimeout(10, ChronoUnit.SECONDS)
                        .setSocketTimeout(LONGEST_CALL_SECONDS, ChronoUnit.SECONDS)
                        .setExecutionTimeout(LONGEST_CALL_SECONDS, ChronoUnit.SECONDS)
                        .setMaxConnections(2)
                        // Who calls knows better when to try again: it keeps its rows.
                        .setMaxRetries(0)
                        .compressClientRequest(false)
                        .compressServerResponse(false)
                        .useServerTimeZone(false)
                        .useTimeZone("UTC")
                        .setClientName("bloom-flink")
                        .build();
    }

    @Override
    public void insert(String table, List<String> columns, InputStream rowBinary)
            throws IOException, Refused {
        try (var response =
                await(
                        () ->
                                client.insert(
                                        table,
                                        columns,
                                        rowBinary,
                                        ClickHouseFormat.RowBinary,
                                        new InsertSettings()))) {
            // Closing hands the connection back.
        } catch (IOException | Refused | RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IOException(e);
        }
    }

    @Override
    public void execute(String statement) throws IOException, Refused {
        try (var response = await(() -> client.execute(statement))) {
            // As above.
        } catch (IOException | Refused | RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IOException(e);
        }
    }

    @Override
    public List<List<String>> query(String select) throws IOException, Refused {
        var settings = new QuerySettings().setFormat(ClickHouseFormat.TabSeparatedRaw);
        try (var response = await(() -> client.query(select, settings))) {
            var text = new String(response.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return text.lines().map(line -> Arrays.asList(line.split("\t", -1))).toList();
        } catch (IOException | Refused | RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IOException(e);
        }
    }

    private interface Call<R> {
        CompletableFuture<R> start();
    }

    private static <R> R await(Call<R> call) throws IOException, Refused {
        try {
            return call.start().get(LONGEST_CALL_SECONDS + 5L, TimeUnit.SECONDS);
        } catch (ServerException e) {
            throw refused(e);
        } catch (com.clickhouse.client.api.ClickHouseException e) {
            if (e.getCause() instanceof ServerException server) {
                throw refused(server);
            }
            throw new IOException(e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof ServerException server) {
                throw refused(server);
            }
            throw new IOException(e.getCause());
        } catch (TimeoutException e) {
            throw new IOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }

    private static Refused refused(ServerException e) {
        return new Refused(e.getCode(), String.valueOf(e.getMessage()));
    }

    @Override
    public void close() {
        client.close();
    }
}
