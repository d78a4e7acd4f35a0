package com.bloompetos.local.clickhouse.protocol;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.bloompetos.local.clickhouse.access.Role;
import com.bloompetos.local.clickhouse.access.Users;
import com.bloompetos.local.clickhouse.engine.Connection;
import com.bloompetos.local.clickhouse.engine.Engine;
import com.bloompetos.local.clickhouse.engine.EngineException;
import com.bloompetos.local.clickhouse.engine.Result;
import com.bloompetos.local.clickhouse.engine.StatementClass;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.SequenceInputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Serves ClickHouse's HTTP interface: one request is one statement on a connection of its own. */
public final class HttpFront implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(HttpFront.class);
    private static final int THREADS = 32;

    /** Two cores: more statements at once only share them, and each holds memory. */
    private static final int STATEMENTS_AT_ONCE = 8;

    /**
     * ClickHouse parses on the caller's stack; a thread's default megabyte ends in "too deep
     * recursion".
     */
    private static final long STACK_BYTES = 8L << 20;

    /** As long as ClickHouse lets a statement be; the rows of an INSERT do not count. */
    private static final int LONGEST_STATEMENT = 256 * 1024;

    private static final int LAST_STATEMENTS_SECONDS = 20;

    private final Engine engine;
    private final Users users;
    private final String version;
    private final HttpServer server;
    private final Semaphore statements = new Semaphore(STATEMENTS_AT_ONCE, true);

    private HttpFront(Engine engine, Users users, HttpServer server) throws EngineException {
        this.engine = engine;
        this.users = users;
        this.server = server;
        this.version = engine.ask("select version()");
    }

    public static HttpFront start(Engine engine, Users users, int port)
            throws EngineException, IOException {
        // The JDK's server reads these once, when its first class loads.
        System.setProperty("sun.net.httpserver.nodelay", "true");
        System.setProperty("sun.net.httpserver.idleInterval", "60");
        System.setProperty("sun.net.httpserver.maxIdleConnections", "1000");
        // A client that stops reading or sending must not hold one of the few places for ever.
        System.setProperty("sun.net.httpserver.maxReqTime", "600");
        System.setProperty("sun.net.httpserver.maxRspTime", "600");
        var server =
                HttpServer.create(
                        new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 256);
        var front = new HttpFront(engine, users, server);
        server.setExecutor(
                Executors.newFixedThreadPool(
                        THREADS, task -> new Thread(null, task, "request", STACK_BYTES)));
        server.createContext("/", front::serve);
        server.start();
        return front;
    }

    public int port() {
        return server.getAddress().getPort();
    }

    private void serve(HttpExchange exchange) throws IOException {
        try (exchange) {
            var request = Request.of(exchange);
            var path = exchange.getRequestURI().getPath();
            if (path.equals("/ping")
                    || request.method().equals("GET") && request.query().isEmpty()) {
                var ok = "Ok.\n".getBytes(UTF_8);
                exchange.sendResponseHeaders(200, ok.length);
                exchange.getResponseBody().write(ok);
                return;
            }
            answer(exchange, request);
        } catch (IOException | RuntimeException e) {
            LOG.warn("A request broke off: {}", e.toString());
            throw e;
        }
    }

    private void answer(HttpExchange exchange, Request request) throws IOException {
        var reply = new Reply(exchange, version, request.queryId());
        try {
            var credentials = request.credentials();
            var role = users.authenticate(credentials.user(), credentials.password());
            reply.packedAs(Packing.wanted(request));
            var settings = settings(request, role);
            var body = Packing.unpacked(exchange, request);
            statements.acquireUninterruptibly();
            try {
                run(request, role, settings, body, reply);
            } finally {
                statements.release();
            }
        } catch (EngineException e) {
            refuse(exchange, reply, e);
        } catch (IOException e) {
            if (exchange.getResponseCode() >= 0) {
                throw e; // The client is gone in the middle of its answer.
            }
            refuse(
                    exchange,
                    reply,
                    new EngineException(
                            EngineException.CANNOT_READ_ALL_DATA,
                            "Cannot read the request: "
                                    + e.getMessage()
                                    + " (CANNOT_READ_ALL_DATA)"));
        }
    }

    private static void refuse(HttpExchange exchange, Reply reply, EngineException error)
            throws IOException {
        // The client reads the answer only when it has sent everything.
        exchange.getRequestBody().transferTo(OutputStream.nullOutputStream());
        reply.error(error);
    }

    private Map<String, String> settings(Request request, Role role) throws EngineException {
        if (request.words().containsKey("role")) {
            throw new EngineException(
                    EngineException.SET_NON_GRANTED_ROLE,
                    "A user has the one role of the users file. (SET_NON_GRANTED_ROLE)");
        }
        var settings = new LinkedHashMap<>(role.defaultSettings());
        for (var setting : request.settings().entrySet()) {
            if (!engine.hasSetting(setting.getKey())) {
                throw new EngineException(
                        EngineException.UNKNOWN_SETTING,
                        "Unknown setting '" + setting.getKey() + "'. (UNKNOWN_SETTING)");
            }
            role.checkSetting(setting.getKey());
            settings.put(setting.getKey(), setting.getValue());
        }
        if (request.method().equals("GET")) {
            settings.put("readonly", "2"); // A link or a crawler must not write.
        }
        settings.putAll(role.frozenSettings());
        return settings;
    }

    private void run(
            Request request, Role role, Map<String, String> settings, InputStream body, Reply reply)
            throws EngineException, IOException {
        var inUrl = request.query().getBytes(UTF_8);
        var text =
                inUrl.length > 0
                        ? append(inUrl, new byte[] {'\n'})
                        : body.readNBytes(LONGEST_STATEMENT);
        var statement = Statement.parse(text);
        InputStream rows = body;
        if (statement.takesRows()) {
            int at = statement.dataAt();
            rows =
                    new SequenceInputStream(
                            new ByteArrayInputStream(text, at, text.length - at), body);
        } else {
            var rest = body.readAllBytes();
            statement = rest.length == 0 ? statement : Statement.parse(append(text, rest));
        }
        try (var connection = engine.open(settings)) {
            var effect = check(connection, statement, role);
            use(connection, request.database());
            try (var result = execute(connection, statement, request, rows)) {
                if (effect != StatementClass.READ_ONLY && !statement.takesRows()) {
                    engine.tablesMayHaveCome();
                }
                var format = statement.takesRows() ? null : statement.format();
                reply.result(result, format == null ? request.defaultFormat() : format);
            }
        }
    }

    private static Result execute(
            Connection connection, Statement statement, Request request, InputStream rows)
            throws EngineException, IOException {
        return statement.takesRows()
                ? connection.insert(
                        statement.sql(), statement.rowFormat(), request.bindings(), rows)
                : connection.query(statement.sql(), request.defaultFormat(), request.bindings());
    }

    private static StatementClass check(Connection connection, Statement statement, Role role)
            throws EngineException {
        if (statement.isEmpty()) {
            throw new EngineException(EngineException.SYNTAX_ERROR, "Empty query. (SYNTAX_ERROR)");
        }
        var analysis = connection.classify(statement.whole());
        if (analysis.statements() > 1 || statement.several()) {
            throw new EngineException(
                    EngineException.SYNTAX_ERROR,
                    "Syntax error (Multi-statements are not allowed): one request is one statement. (SYNTAX_ERROR)");
        }
        if (statement.touchesFiles()) {
            throw new EngineException(
                    EngineException.NOT_IMPLEMENTED,
                    "Files of the server are not for requests. (NOT_IMPLEMENTED)");
        }
        if (analysis.statements() == 1) { // What does not parse, the engine explains best.
            role.checkStatement(analysis.strongest());
        }
        return analysis.strongest();
    }

    private static void use(Connection connection, String database) throws EngineException {
        if (!database.isEmpty() && !database.equals("default")) {
            var sql = "use `" + database.replace("\\", "\\\\").replace("`", "\\`") + "`";
            connection.query(sql.getBytes(UTF_8), "TSV", Map.of()).close();
        }
    }

    private static byte[] append(byte[] head, byte[] tail) {
        var both = Arrays.copyOf(head, head.length + tail.length);
        System.arraycopy(tail, 0, both, head.length, tail.length);
        return both;
    }

    /**
     * Takes no new statement and waits for those that run: the engine must not close under them.
     */
    @Override
    public void close() throws IOException {
        try {
            if (!statements.tryAcquire(
                    STATEMENTS_AT_ONCE, LAST_STATEMENTS_SECONDS, TimeUnit.SECONDS)) {
                LOG.warn(
                        "Statements still run after {} s; they are cut off.",
                        LAST_STATEMENTS_SECONDS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        server.stop(0);
    }
}
