package com.bloompetos.local.clickhouse.access;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.bloompetos.local.clickhouse.engine.Connection;
import com.bloompetos.local.clickhouse.engine.Engine;
import com.bloompetos.local.clickhouse.engine.EngineException;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Refuses what grants and row policies do not cover, in the tree that the engine's own parser makes
 * of the statement: there no comment, quote or escape hides a name.
 */
public final class StatementGate {
    private static final Set<String> STATEMENTS_OF_PEOPLE =
            Set.of(
                    "SelectWithUnionQuery",
                    "SelectIntersectExceptQuery",
                    "ShowTables",
                    "ShowColumns",
                    "DescribeQuery",
                    "ExistsTableQuery",
                    "ExistsViewQuery",
                    "ExistsDatabaseQuery",
                    "ShowCreateTableQuery",
                    "ShowCreateViewQuery");

    /** They make rows from nothing or from their own arguments. */
    private static final Set<String> HARMLESS_TABLE_FUNCTIONS =
            Set.of(
                    "numbers",
                    "numbers_mt",
                    "zeros",
                    "zeros_mt",
                    "generateseries",
                    "generate_series",
                    "generaterandom",
                    "values",
                    "view",
                    "null",
                    "format");

    /** They read files, secrets or the machine. */
    private static final Set<String> TELLING_FUNCTIONS =
            Set.of(
                    "file",
                    "getmacro",
                    "getserversetting",
                    "getsetting",
                    "getsettingordefault",
                    "getmergetreesetting",
                    "catboostevaluate",
                    "filesystemavailable",
                    "filesystemcapacity",
                    "filesystemunreserved",
                    "showcertificate");

    private static final Set<String> SYSTEM_TABLES_FOR_PEOPLE =
            Set.of(
                    "one",
                    "numbers",
                    "settings",
                    "functions",
                    "formats",
                    "data_type_families",
                    "databases",
                    "tables",
                    "columns",
                    "time_zones",
                    "table_functions",
                    "table_engines",
                    "collations");

    private static final Set<String> DATABASES_OF_THE_ENGINE =
            Set.of("system", "information_schema");

    /**
     * Columns that every table has besides its own: places of rows, which count those of others.
     */
    private static final Pattern PLACE_OF_A_ROW =
            Pattern.compile("_(part|block|row|granule|disk|sample|shard|partition).*");

    private final Set<String> refusedFunctions;
    private final Pattern mayNameOne;

    public StatementGate(Engine engine) throws EngineException {
        var names = new HashSet<String>();
        for (var name : engine.ask("select name from system.table_functions").split("\n")) {
            names.add(name.toLowerCase(Locale.ROOT));
        }
        names.removeAll(HARMLESS_TABLE_FUNCTIONS);
        names.addAll(TELLING_FUNCTIONS);
        refusedFunctions = Set.copyOf(names);
        mayNameOne = Pattern.compile("\\\\|\\bapply\\b|\\b(" + String.join("|", names) + ")\\b");
    }

    /**
     * Before a statement runs, on its own connection and with its own parameters. The platform's
     * programs are only kept from the machine's files and the network, and pay for that look only
     * when their text has a reason for it.
     */
    public void check(
            Connection connection, byte[] statement, Role role, Map<String, String> parameters)
            throws EngineException {
        if (role == Role.ADMIN
                || role != Role.PERSON
                        && !mayNameOne
                                .matcher(new String(statement, UTF_8).toLowerCase(Locale.ROOT))
                                .find()) {
            return;
        }
        var tree = tree(connection, statement, parameters);
        var root = word(tree[0].strip(), 0);
        if (role == Role.PERSON && !STATEMENTS_OF_PEOPLE.contains(root)) {
            throw refusal("a statement of this kind");
        }
        for (var line : tree) {
            var node = line.strip();
            if (node.startsWith("Function ")) {
                checkFunction(word(node, 1));
            } else if (node.startsWith("ColumnsApplyTransformer")) {
                throw refusal("APPLY"); // The function's name does not stand in the tree.
            } else if (role == Role.PERSON) {
                checkNode(node);
            }
        }
    }

    private static String[] tree(
            Connection connection, byte[] statement, Map<String, String> parameters)
            throws EngineException {
        var prefix = "explain ast ".getBytes(UTF_8);
        var explain = Arrays.copyOf(prefix, prefix.length + statement.length);
        System.arraycopy(statement, 0, explain, prefix.length, statement.length);
        try (var result = connection.query(explain, "TSV", parameters)) {
            return UTF_8.decode(result.data()).toString().split("\n");
        }
    }

    private void checkFunction(String name) throws EngineException {
        if (refusedFunctions.contains(name.toLowerCase(Locale.ROOT))) {
            throw refusal("the function " + name);
        }
    }

    private static void checkNode(String node) throws EngineException {
        if (node.equals("Set") || node.startsWith("Set ")) {
            throw new EngineException(
                    EngineException.READONLY,
                    "Settings come with the request, never in a statement. (READONLY)");
        }
        if (node.startsWith("TableIdentifier ") || node.startsWith("Identifier ")) {
            var segments = word(node, 1).toLowerCase(Locale.ROOT).split("\\.");
            if (segments.length > 1
                    && DATABASES_OF_THE_ENGINE.contains(segments[0])
                    && !(segments[0].equals("system")
                            && SYSTEM_TABLES_FOR_PEOPLE.contains(segments[1]))) {
                throw refusal(segments[0] + "." + segments[1]);
            }
            if (TELLING_FUNCTIONS.contains(segments[0])) {
                throw refusal("the function " + segments[0]);
            }
            for (var segment : segments) {
                if (PLACE_OF_A_ROW.matcher(segment).matches()) {
                    throw refusal("the column " + segment);
                }
            }
        }
    }

    /** An unqualified name is looked up there, past the look at names. */
    public static void checkDatabase(Role role, String database) throws EngineException {
        if (role == Role.PERSON
                && DATABASES_OF_THE_ENGINE.contains(database.toLowerCase(Locale.ROOT))) {
            throw refusal("the database " + database);
        }
    }

    private static String word(String node, int index) {
        var words = node.split(" ", index + 2);
        return words.length > index ? words[index] : "";
    }

    private static EngineException refusal(String what) {
        return new EngineException(
                EngineException.ACCESS_DENIED,
                "Not enough privileges: " + what + " is refused here. (ACCESS_DENIED)");
    }
}
