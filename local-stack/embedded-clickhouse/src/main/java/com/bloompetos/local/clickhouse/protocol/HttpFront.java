package com.bloompetos.local.clickhouse.protocol;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.bloompetos.local.clickhouse.access.Role;
import com.bloompetos.local.clickhouse.access.Seal;
import com.bloompetos.local.clickhouse.access.StatementGate;
import com.bloompetos.local.clickhouse.access.User;
import com.bloompetos.local.clickhouse.access.Users;
import com.bloompetos.local.clickhouse.engine.Engine;
import com.bloompetos.local.clickhouse.engine.EngineException;
import com.bloompetos.local.clickhouse.statements.Metrics;
import com.bloompetos.local.clickhouse.statements.Outcome;
import com.bloompetos.local.clickhouse.statements.QueryLog;
import com.bloompetos.local.clickhouse.statements.Running;
import com.bloompetos.local.clickhouse.statements.Sessions;
import com.bloompetos.local.clickhouse.statements.Statements;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
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

    private static final int LAST_STATEMENTS_SECONDS = 20;

    /** The log is a table: an insert every few seconds, not one a statement. */
    private static final int LOGGED_EVERY_SECONDS = 5;

    private final String version;
    private final HttpServer server;
    private final Users users;
    private final Sessions sessions = new Sessions();
    private final Statements running;
    private final Execution execution;
    private final QueryLog log;
    private final Metrics metrics;
    private final Semaphore statements = new Semaphore(STATEMENTS_AT_ONCE, true);
    private final ScheduledExecutorService housekeeping =
            Executors.newSingleThreadScheduledExecutor(
                    task -> new Thread(null, task, "housekeeping", STACK_BYTES));

    private HttpFront(Engine engine, Users users, Seal seal, HttpServer server)
            throws EngineException {
        this.users = users;
        this.server = server;
        this.version = engine.ask("select version()");
        this.running = new Statements(engine, server.getAddress().getPort());
        this.execution = new Execution(engine, seal, new StatementGate(engine), running, sessions);
        this.log = new QueryLog(engine);
        this.metrics = new Metrics(engine, running);
    }

    /**
     * @param seal the one that the engine's own users file was made with
     */
    public static HttpFront start(Engine engine, Users users, Seal seal, int port)
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
        var front = new HttpFront(engine, users, seal, server);
        server.setExecutor(
                Executors.newFixedThreadPool(
                        THREADS, task -> new Thread(null, task, "request", STACK_BYTES)));
        server.createContext("/", front::serve);
        front.keepHouse();
        server.start();
        return front;
    }

    private void keepHouse() {
        housekeeping.scheduleWithFixedDelay(
                () -> quietly(running::killAbandoned), 250, 250, TimeUnit.MILLISECONDS);
        housekeeping.scheduleWithFixedDelay(sessions::endExpired, 1, 1, TimeUnit.SECONDS);
        housekeeping.scheduleWithFixedDelay(
                () -> quietly(log::flush),
                LOGGED_EVERY_SECONDS,
                LOGGED_EVERY_SECONDS,
                TimeUnit.SECONDS);
    }

    private interface Chore {
        void run() throws EngineException, IOException;
    }

    /** A chore that fails is done again the next time. */
    private static void quietly(Chore chore) {
        try {
            chore.run();
        } catch (EngineException | IOException e) {
            LOG.warn("A chore of the server failed: {}", e.toString());
        }
    }

    public int port() {
        return server.getAddress().getPort();
    }

    /** Not closed when it breaks off: a proper end would make half an answer look whole. */
    private void serve(HttpExchange exchange) throws IOException {
        try {
            var request = Request.of(exchange);
            var path = exchange.getRequestURI().getPath();
            if (path.equals("/ping")
                    || path.equals("/")
                            && request.method().equals("GET")
                            && request.saysNothing()) {
                tell(exchange, "Ok.\n");
            } else {
                answer(exchange, request, path);
            }
            exchange.close();
        } catch (IOException | RuntimeException e) {
            LOG.warn("A request broke off: {}", e.toString());
            throw e;
        }
    }

    private static void tell(HttpExchange exchange, String text) throws IOException {
        var bytes = text.getBytes(UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "text/plain; charset=UTF-8");
        exchange.sendResponseHeaders(200, bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    private void answer(HttpExchange exchange, Request request, String path) throws IOException {
        var reply = new Reply(exchange, version, request.queryId());
        try {
            var credentials = request.credentials();
            var user = users.authenticate(credentials.user(), credentials.password());
            switch (path) {
                case "/" -> statement(exchange, request, user, reply);
                case "/metrics" -> {
                    refusePeople(user); // Counts are everyone's counts.
                    tell(exchange, metrics.text());
                }
                default -> {
                    exchange.sendResponseHeaders(404, -1);
                }
            }
        } catch (EngineException e) {
            refuse(exchange, reply, e);
        } catch (IOException e) {
            if (reply.hasBegun()) {
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

    private static void refusePeople(User user) throws EngineException {
        if (user.role() == Role.PERSON) {
            throw new EngineException(
                    EngineException.ACCESS_DENIED, "Not enough privileges. (ACCESS_DENIED)");
        }
    }

    private void statement(HttpExchange exchange, Request request, User user, Reply reply)
            throws EngineException, IOException {
        if (user.role() == Role.PERSON) {
            reply.hideWhatWasRead();
        }
        reply.packedAs(Packing.wanted(request));
        var body = Packing.unpacked(exchange, request);
        request.takeParts(body);
        var begun = running.begin(user, request.queryId(), exchange.getRemoteAddress().getPort());
        statements.acquireUninterruptibly();
        try {
            var ran = execution.run(request, begun, body, reply);
            var told = ran.told();
            ended(
                    begun,
                    new Outcome(
                            ran.kind(),
                            QueryLog.hash(ran.text()),
                            told.readRows(),
                            told.writtenRows(),
                            told.resultRows(),
                            told.resultBytes(),
                            0,
                            ""));
        } catch (EngineException e) {
            ended(begun, failed(request, e.code(), String.valueOf(e.getMessage())));
            throw e;
        } catch (IOException e) {
            ended(begun, failed(request, EngineException.NETWORK_ERROR, e.toString()));
            throw e;
        } finally {
            running.end(begun);
            statements.release();
        }
    }

    private static Outcome failed(Request request, int code, String error) {
        return new Outcome(
                "failed", QueryLog.hash(request.query().getBytes(UTF_8)), 0, 0, 0, 0, code, error);
    }

    private void ended(Running statement, Outcome outcome) {
        log.add(statement, outcome);
        metrics.count(statement, outcome);
    }

    private static void refuse(HttpExchange exchange, Reply reply, EngineException error)
            throws IOException {
        if (reply.hasBegun()) {
            reply.breakOff(error);
        }
        // The client reads the answer only when it has sent everything.
        exchange.getRequestBody().transferTo(OutputStream.nullOutputStream());
        reply.error(error);
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
        housekeeping.shutdownNow();
        quietly(log::flush);
        sessions.endAll();
        server.stop(0);
    }
}
