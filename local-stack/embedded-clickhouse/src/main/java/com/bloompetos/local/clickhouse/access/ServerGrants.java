package com.bloompetos.local.clickhouse.access;

import com.bloompetos.local.clickhouse.access.Wall.ScopeSql;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * The walls as SQL for a ClickHouse server. A person's scope is written out in policies of their
 * own: a setting could be changed in a subquery, and a server has no front that would seal it.
 */
public final class ServerGrants {
    private ServerGrants() {}

    /**
     * What holds for everyone: the role, what it may read, and that without a scope it sees no row.
     */
    public static String walls(Walls walls) {
        var sql = new ArrayList<String>();
        sql.add("create role if not exists person settings readonly = 2");
        sql.add("revoke all on *.* from person");
        for (var table : walls.tables()) {
            sql.add("grant select on " + table + " to person");
        }
        walled(walls, new ScopeSql("", "", ""))
                .forEach(
                        (table, condition) ->
                                sql.add(
                                        "create row policy or replace nobody on "
                                                + table
                                                + " using false to person"));
        return text(sql);
    }

    /** What holds for one person; policies add up, so theirs opens their own rows. */
    public static String person(Walls walls, User user) {
        var scope = user.scope();
        if (scope == null) {
            throw new IllegalArgumentException(user.name() + " is not a person.");
        }
        var name = "`" + user.name() + "`";
        var salt = user.salt().isEmpty() ? "" : " salt '" + user.salt() + "'";
        var sql = new ArrayList<String>();
        sql.add(
                "create user or replace %s identified with sha256_hash by '%s'%s settings %s"
                        .formatted(name, user.passwordHash(), salt, caps(user.role())));
        sql.add("grant person to " + name);
        sql.add("set default role person to " + name);
        walled(walls, writtenOut(scope))
                .forEach(
                        (table, condition) ->
                                sql.add(
                                        "create row policy or replace %s on %s using %s to %s"
                                                .formatted(name, table, condition, name)));
        return text(sql);
    }

    private static String caps(Role role) {
        return role.caps().entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(cap -> cap.getKey() + " = " + cap.getValue() + " max " + cap.getValue())
                .collect(Collectors.joining(", "));
    }

    /** The condition of each table that has one. */
    private static Map<String, String> walled(Walls walls, ScopeSql scope) {
        var conditions = new LinkedHashMap<String, String>();
        walls.byTable()
                .forEach(
                        (table, wall) -> {
                            var condition = wall.condition(scope);
                            if (!condition.isEmpty()) {
                                conditions.put(table, condition);
                            }
                        });
        return conditions;
    }

    private static ScopeSql writtenOut(Scope scope) {
        return new ScopeSql(
                uuid(scope.organization()),
                Boolean.toString(scope.branches().isEmpty()),
                scope.branches().stream()
                        .map(ServerGrants::uuid)
                        .collect(Collectors.joining(", ", "[", "]::Array(UUID)")));
    }

    private static String uuid(UUID id) {
        return "toUUID('" + id + "')";
    }

    private static String text(List<String> statements) {
        return statements.stream()
                .map(statement -> statement + ";\n")
                .collect(Collectors.joining());
    }
}
