package com.bloompetos.local.clickhouse.protocol;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.bloompetos.local.clickhouse.access.Role;
import com.bloompetos.local.clickhouse.access.Seal;
import com.bloompetos.local.clickhouse.access.StatementGate;
import com.bloompetos.local.clickhouse.engine.Connection;
import com.bloompetos.local.clickhouse.engine.Engine;
import com.bloompetos.local.clickhouse.engine.EngineException;
import com.bloompetos.local.clickhouse.engine.StatementClass;
import com.bloompetos.local.clickhouse.protocol.Reply.Told;
import com.bloompetos.local.clickhouse.statements.Running;
import com.bloompetos.local.clickhouse.statements.Sessions;
import com.bloompetos.local.clickhouse.statements.Sessions.Session;
import com.bloompetos.local.clickhouse.statements.Statements;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Runs a request's one statement: checked, on a connection that may do what its user may, and
 * answered.
 */
final class Execution {
    /** As long as ClickHouse lets a statement be; the rows of an INSERT do not count. */
    private static final int LONGEST_STATEMENT = 256 * 1024;

    /** The engine knows its own ids only, so this one statement is ours. */
    private static final Pattern KILL =
            Pattern.compile(
                    "\\s*kill\\s+query\\s+where\\s+query_id\\s*=\\s*'([^'\\\\]*)'\\s*(sync|async)?\\s*;?\\s*",
                    Pattern.CASE_INSENSITIVE);

    /** Settings about HTTP itself; they mean nothing to the engine. */
    private static final Pattern ABOUT_HTTP =
            Pattern.compile("http_.*|send_progress_in_http_headers|cancel_http_.*");

    private final Engine engine;
    private final Seal seal;
    private final StatementGate gate;
    private final Statements statements;
    private final Sessions sessions;

    /** What ran, for the log. */
    record Ran(String kind, byte[] text, Told told) {}

    Execution(
            Engine engine,
            Seal seal,
            StatementGate gate,
            Statements statements,
            Sessions sessions) {
        this.engine = engine;
        this.seal = seal;
        this.gate = gate;
        this.statements = statements;
        this.sessions = sessions;
    }

    Ran run(Request request, Running running, InputStream body, Reply reply)
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
        var settings = settings(request, running);
        if (!request.inSession()) {
            try (var connection = open(request, running, settings)) {
                return execute(connection, statement, request, running, rows, reply);
            }
        }
        return inSession(statement, request, running, settings, rows, reply);
    }

    private Map<String, String> settings(Request request, Running running) throws EngineException {
        var role = running.user().role();
        if (request.words().containsKey("role")) {
            throw new EngineException(
                    EngineException.SET_NON_GRANTED_ROLE,
                    "A user has the one role of the users file. (SET_NON_GRANTED_ROLE)");
        }
        var settings = new LinkedHashMap<>(role.caps());
        var aboutTables = new HashSet<String>();
        for (var table : request.tables()) {
            for (var what : new String[] {"structure", "types", "format"}) {
                aboutTables.add(table.name() + "_" + what);
            }
        }
        for (var setting : request.settings().entrySet()) {
            var name = setting.getKey();
            if (aboutTables.contains(name)) {
                continue;
            }
            if (!engine.hasSetting(name)) {
                throw new EngineException(
                        EngineException.UNKNOWN_SETTING,
                        "Unknown setting '" + name + "'. (UNKNOWN_SETTING)");
            }
            role.checkSetting(name, setting.getValue());
            if (!ABOUT_HTTP.matcher(name).matches()) {
                settings.put(name, setting.getValue());
            }
        }
        settings.put(Seal.SETTING, seal.value(running.user().scope(), running.id()));
        return settings;
    }

    /** A connection of its own, which can do no more than its user when it is handed out. */
    private Connection open(Request request, Running running, Map<String, String> settings)
            throws EngineException, IOException {
        var role = running.user().role();
        var all = new LinkedHashMap<>(settings);
        boolean brings = !request.tables().isEmpty();
        if (role.onlyReads() && !brings) {
            all.put("readonly", "1");
        } else if (request.method().equals("GET") && !brings && !request.inSession()) {
            all.put("readonly", "2"); // A link or a crawler must not write.
        }
        var connection = engine.open(all);
        try {
            enter(connection, role);
            for (var table : request.tables()) {
                bring(connection, table, request);
            }
            if (role.onlyReads() && brings) {
                connection.run("set readonly = 1");
            }
            return connection;
        } catch (EngineException | IOException | RuntimeException e) {
            connection.close();
            throw e;
        }
    }

    private static void enter(Connection connection, Role role) throws EngineException {
        if (role.inEngine().isPresent()) {
            connection.run("set role " + role.inEngine().get());
        }
    }

    /** Its structure is bound as a text, so that it can be nothing but a structure. */
    private static void bring(Connection connection, Multipart.Table table, Request request)
            throws EngineException, IOException {
        var name = "`" + table.name().replace("\\", "\\\\").replace("`", "\\`") + "`";
        @Nullable String structure = request.takeAboutTable(table.name(), "structure");
        @Nullable String types = request.takeAboutTable(table.name(), "types");
        @Nullable String format = request.takeAboutTable(table.name(), "format");
        if (structure == null) {
            var columns = new StringBuilder();
            int number = 1;
            for (var type : (types == null ? "String" : types).split(",(?![^(]*\\))")) {
                columns.append(number == 1 ? "_" : ", _").append(number++).append(' ').append(type);
            }
            structure = columns.toString();
        }
        var text = structure.replace("\\", "\\\\").replace("'", "\\'");
        connection.run("create temporary table " + name + " as select * from null('" + text + "')");
        connection
                .insert(
                        ("insert into " + name).getBytes(UTF_8),
                        format == null ? "TabSeparated" : format,
                        Map.of(),
                        new ByteArrayInputStream(table.rows()))
                .close();
    }

    private Ran inSession(
            Statement statement,
            Request request,
            Running running,
            Map<String, String> settings,
            InputStream rows,
            Reply reply)
            throws EngineException, IOException {
        long seconds = request.sessionSeconds();
        var session =
                sessions.take(
                        running.user(),
                        request.words().getOrDefault("session_id", ""),
                        request.asks("session_check"));
        try {
            if (running.user().role().onlyReads()) {
                // A reader has nothing that a session could keep: its name and its lock are enough.
                try (var connection = open(request, running, settings)) {
                    return execute(connection, statement, request, running, rows, reply);
                }
            }
            return keeping(session, statement, request, running, settings, rows, reply);
        } finally {
            sessions.giveBack(session, seconds);
        }
    }

    /** The request's settings hold for its statement only, those that it SETs stay. */
    private Ran keeping(
            Session session,
            Statement statement,
            Request request,
            Running running,
            Map<String, String> settings,
            InputStream rows,
            Reply reply)
            throws EngineException, IOException {
        var connection =
                session.connection(
                        () -> {
                            var opened = engine.open(Map.of());
                            enter(opened, running.user().role());
                            return opened;
                        });
        for (var table : request.tables()) {
            bring(connection, table, request);
        }
        for (var setting : settings.entrySet()) {
            var value = setting.getValue().replace("\\", "\\\\").replace("'", "\\'");
            connection.run("set " + setting.getKey() + " = '" + value + "'");
        }
        try {
            return execute(connection, statement, request, running, rows, reply);
        } catch (EngineException e) {
            // What a failed statement had answered so far stands before the next answer: take it
            // away.
            connection.query("select 1".getBytes(UTF_8), "TSV", Map.of()).close();
            throw e;
        } finally {
            for (var name : settings.keySet()) {
                connection.run("set " + name + " = default");
            }
            for (var table : request.tables()) {
                connection.run("drop temporary table if exists `" + table.name() + "`");
            }
        }
    }

    private Ran execute(
            Connection connection,
            Statement statement,
            Request request,
            Running running,
            InputStream rows,
            Reply reply)
            throws EngineException, IOException {
        var user = running.user();
        var kill = KILL.matcher(new String(statement.sql(), UTF_8));
        if (kill.matches()) {
            return killed(connection, kill.group(1), statement, request, running, reply);
        }
        var effect = check(connection, statement, request, user.role());
        use(connection, request.database(), user.role());
        gate.check(connection, statement.whole(), user.role(), request.bindings());
        if (statement.takesRows()) {
            try (var result =
                    connection.insert(
                            statement.sql(), statement.rowFormat(), request.bindings(), rows)) {
                var told = reply.result(result, request.defaultFormat());
                return new Ran("insert", statement.sql(), told);
            }
        }
        var format = statement.format() == null ? request.defaultFormat() : statement.format();
        if (user.role() == Role.PERSON && format.contains("Progress")) {
            throw new EngineException(
                    EngineException.ACCESS_DENIED,
                    "Progress tells how many rows were read. (ACCESS_DENIED)");
        }
        var kind = effect == StatementClass.READ_ONLY ? "read" : "other";
        @Nullable Pieces pieces =
                effect == StatementClass.READ_ONLY
                                && statement.streams()
                                && !request.asks("wait_end_of_query")
                                && !request.settings().containsKey("extremes")
                        ? Pieces.of(format)
                        : null;
        if (pieces != null) {
            try (var stream =
                    connection.stream(
                            statement.sql(), request.defaultFormat(), request.bindings())) {
                return new Ran(kind, statement.sql(), reply.pieces(stream, pieces, format));
            }
        }
        try (var result =
                connection.query(statement.sql(), request.defaultFormat(), request.bindings())) {
            if (effect != StatementClass.READ_ONLY) {
                engine.tablesMayHaveCome();
            }
            return new Ran(kind, statement.sql(), reply.result(result, format));
        }
    }

    private Ran killed(
            Connection connection,
            String queryId,
            Statement statement,
            Request request,
            Running running,
            Reply reply)
            throws EngineException, IOException {
        var found = statements.kill(queryId, running.user());
        var owner = (found.isEmpty() ? running : found.get(0)).user().name();
        var sql =
                "select 'waiting' as kill_status, {query_id:String} as query_id, '"
                        + owner
                        + "' as user from numbers("
                        + found.size()
                        + ")";
        try (var result =
                connection.query(
                        sql.getBytes(UTF_8),
                        request.defaultFormat(),
                        Map.of("query_id", queryId))) {
            return new Ran("other", statement.sql(), reply.result(result, request.defaultFormat()));
        }
    }

    private static StatementClass check(
            Connection connection, Statement statement, Request request, Role role)
            throws EngineException {
        if (statement.isEmpty()) {
            throw new EngineException(EngineException.SYNTAX_ERROR, "Empty query. (SYNTAX_ERROR)");
        }
        var analysis = connection.classify(statement.whole());
        if (analysis.statements() > 1 || statement.several()) {
            throw new EngineException(
                    EngineException.SYNTAX_ERROR,
                    "Syntax error (Multi-statements are not allowed): one request is one statement."
                            + " (SYNTAX_ERROR)");
        }
        if (statement.touchesFiles()) {
            throw new EngineException(
                    EngineException.NOT_IMPLEMENTED,
                    "Files of the server are not for requests. (NOT_IMPLEMENTED)");
        }
        if (analysis.statements() == 1) { // What does not parse, the engine explains best.
            role.checkStatement(analysis.strongest());
            if (request.method().equals("GET")
                    && analysis.strongest() != StatementClass.READ_ONLY) {
                throw new EngineException(
                        EngineException.READONLY,
                        "Cannot execute query in readonly mode: a GET only reads. (READONLY)");
            }
        }
        return analysis.strongest();
    }

    private static void use(Connection connection, String database, Role role)
            throws EngineException {
        if (!database.isEmpty() && !database.equals("default")) {
            StatementGate.checkDatabase(role, database);
            connection.run("use `" + database.replace("\\", "\\\\").replace("`", "\\`") + "`");
        }
    }

    private static byte[] append(byte[] head, byte[] tail) {
        var both = Arrays.copyOf(head, head.length + tail.length);
        System.arraycopy(tail, 0, both, head.length, tail.length);
        return both;
    }
}
