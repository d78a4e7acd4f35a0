package com.bloompetos.local.clickhouse.access;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The walls as the embedded engine reads them at its start. It knows one user and no CREATE USER,
 * so the user {@code default} has every role: what the platform does keeps them, and what is done
 * for a person or by the indexer gives up the administrator's before anything else.
 */
public final class EngineUsers {
    static final String PERSON = "person";
    private static final String ADMINISTRATOR = "has(currentRoles(), 'admin')";

    /**
     * Tables of the engine about everyone's data and statements: the gate refuses them, and so do
     * these.
     */
    private static final List<String> ABOUT_EVERYONE =
            List.of(
                    "asynchronous_inserts",
                    "backups",
                    "columns_cache",
                    "detached_parts",
                    "dropped_tables",
                    "dropped_tables_parts",
                    "errors",
                    "events",
                    "merges",
                    "metrics",
                    "moves",
                    "mutations",
                    "part_moves_between_shards",
                    "parts",
                    "parts_columns",
                    "processes",
                    "projection_parts",
                    "projection_parts_columns",
                    "query_cache",
                    "query_condition_cache",
                    "stack_trace",
                    "user_processes",
                    "warnings");

    private EngineUsers() {}

    public static String xml(Walls walls, Seal seal) {
        var grants = new StringBuilder();
        for (var table : walls.tables()) {
            grants.append("                <query>GRANT SELECT ON ")
                    .append(table)
                    .append("</query>\n");
        }
        return """
        <clickhouse>
            <profiles><default/></profiles>
            <quotas><default/></quotas>
            <roles>
                <admin><grants><query>GRANT ALL ON *.*</query></grants></admin>
                <person>
                    <grants>
                        <query>GRANT CREATE TEMPORARY TABLE ON *.*</query>
        %s            </grants>
                </person>
                <indexer>
                    <grants><query>GRANT INSERT, ALTER DELETE ON mart.document_passages</query></grants>
                </indexer>
            </roles>
            <users>
                <default>
                    <password/>
                    <networks><ip>::/0</ip></networks>
                    <profile>default</profile>
                    <quota>default</quota>
                    <grants><query>GRANT admin</query><query>GRANT person</query><query>GRANT indexer</query></grants>
                    <databases>
        %s            </databases>
                </default>
            </users>
        </clickhouse>
        """
                .formatted(grants, policies(conditions(walls, seal)));
    }

    /** By table. */
    private static Map<String, String> conditions(Walls walls, Seal seal) {
        var conditions = new LinkedHashMap<String, String>();
        var views = new ArrayList<String>();
        walls.byTable()
                .forEach(
                        (table, wall) -> {
                            var condition = wall.condition(seal.inSession());
                            if (!condition.isEmpty()) {
                                conditions.put(table, condition);
                            }
                            if (wall == Wall.Simple.VIEW) {
                                views.add("'" + table + "'");
                            }
                        });
        // A table's entry tells its rows and bytes, a view's has none to tell.
        var listed = " in (''" + views.stream().map(view -> ", " + view).reduce("", String::concat);
        conditions.put("system.tables", "concat(database, '.', name)" + listed + ")");
        conditions.put("system.columns", "concat(database, '.', table)" + listed + ")");
        ABOUT_EVERYONE.forEach(table -> conditions.put("system." + table, "false"));
        return conditions;
    }

    private static String policies(Map<String, String> conditions) {
        var byDatabase = new LinkedHashMap<String, StringBuilder>();
        conditions.forEach(
                (table, condition) -> {
                    var name = table.split("\\.");
                    byDatabase
                            .computeIfAbsent(name[0], database -> new StringBuilder())
                            .append("<%s><filter>".formatted(name[1]))
                            .append(escaped(ADMINISTRATOR + " or (" + condition + ")"))
                            .append("</filter></%s>\n".formatted(name[1]));
                });
        var xml = new StringBuilder();
        byDatabase.forEach(
                (database, tables) ->
                        xml.append("<%s>\n%s</%s>\n".formatted(database, tables, database)));
        return xml.toString();
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
