package com.bloompetos.local.clickhouse;

import com.bloompetos.local.clickhouse.access.EngineUsers;
import com.bloompetos.local.clickhouse.access.Seal;
import com.bloompetos.local.clickhouse.access.Users;
import com.bloompetos.local.clickhouse.access.Walls;
import com.bloompetos.local.clickhouse.engine.Engine;
import com.bloompetos.local.clickhouse.engine.EngineException;
import com.bloompetos.local.clickhouse.protocol.HttpFront;
import java.io.IOException;
import java.net.BindException;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** ClickHouse on this machine: engine, users and HTTP front in one JVM. */
public final class ClickHouseServer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ClickHouseServer.class);

    private final Engine engine;
    private final HttpFront front;

    private ClickHouseServer(Engine engine, HttpFront front) {
        this.engine = engine;
        this.front = front;
    }

    /** Where things are, read once from the environment. */
    record Configuration(
            int port, Path data, Path library, long memoryBytes, Path users, Path walls) {
        static Configuration of(Map<String, String> environment) {
            return new Configuration(
                    Integer.parseInt(need(environment, "BLOOM_CLICKHOUSE_PORT")),
                    Path.of(need(environment, "BLOOM_CLICKHOUSE_DATA")),
                    Path.of(need(environment, "BLOOM_CLICKHOUSE_LIBRARY")),
                    Long.parseLong(need(environment, "BLOOM_CLICKHOUSE_MEMORY")),
                    Path.of(need(environment, "BLOOM_CLICKHOUSE_USERS")),
                    Path.of(need(environment, "BLOOM_CLICKHOUSE_WALLS")));
        }

        private static String need(Map<String, String> environment, String name) {
            @Nullable String value = environment.get(name);
            if (value == null || value.isBlank()) {
                throw new IllegalStateException("The variable " + name + " is not set.");
            }
            return value;
        }
    }

    static ClickHouseServer start(Configuration configuration) throws EngineException, IOException {
        var users = Users.read(configuration.users());
        var seal = Seal.drawn();
        var engine =
                Engine.start(
                        configuration.library(),
                        configuration.data(),
                        configuration.memoryBytes(),
                        EngineUsers.xml(Walls.read(configuration.walls()), seal));
        try {
            var front = HttpFront.start(engine, users, seal, configuration.port());
            LOG.info("ClickHouse listens on 127.0.0.1:{}, {}", front.port(), configuration);
            return new ClickHouseServer(engine, front);
        } catch (BindException e) {
            engine.close();
            throw new IllegalStateException("Port " + configuration.port() + " is taken.", e);
        }
    }

    @Override
    public void close() throws IOException {
        front.close();
        engine.close();
        LOG.info("ClickHouse stopped.");
    }

    public static void main(String[] args) throws EngineException, IOException {
        var server = start(Configuration.of(System.getenv()));
        Runtime.getRuntime().addShutdownHook(new Thread(server::closeQuietly, "stop"));
    }

    private void closeQuietly() {
        try {
            close();
        } catch (IOException e) {
            LOG.warn("The data directory's lock was not released: {}", e.toString());
        }
    }
}
