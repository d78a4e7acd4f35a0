package com.bloompetos.local.clickhouse.access;

import java.util.Locale;
import java.util.regex.Pattern;

/** Which rows of one table a person sees. */
sealed interface Wall {
    Pattern KEY_IN_TABLE = Pattern.compile("(\\w+) in (\\w+\\.\\w+)");

    /**
     * The condition on a row, for a scope whose parts are told in SQL; empty where there is none.
     */
    String condition(ScopeSql scope);

    /** A scope as SQL: taken from the session here, written out on a server. */
    record ScopeSql(String organization, String everyBranch, String branches) {}

    enum Simple implements Wall {
        VIEW {
            @Override
            public String condition(ScopeSql scope) {
                return "";
            }
        },
        EVERYONE {
            @Override
            public String condition(ScopeSql scope) {
                return "";
            }
        },
        ORGANIZATION {
            @Override
            public String condition(ScopeSql scope) {
                return "organization_id = " + scope.organization();
            }
        },
        CHAIN {
            @Override
            public String condition(ScopeSql scope) {
                return ORGANIZATION.condition(scope) + " and " + scope.everyBranch();
            }
        },
        BRANCH {
            @Override
            public String condition(ScopeSql scope) {
                // A row without a branch is the chain's.
                return ORGANIZATION.condition(scope)
                        + " and (%s or has(%s, ifNull(branch_id, toUUIDOrZero(''))))"
                                .formatted(scope.everyBranch(), scope.branches());
            }
        }
    }

    /** Rows that belong to a branch through another table, which has a wall of its own. */
    record KeyIn(String key, String table) implements Wall {
        @Override
        public String condition(ScopeSql scope) {
            return Simple.ORGANIZATION.condition(scope)
                    + " and (%s or %s in (select %s from %s final))"
                            .formatted(scope.everyBranch(), key, key, table);
        }
    }

    static Wall of(String text) {
        var through = KEY_IN_TABLE.matcher(text);
        return through.matches()
                ? new KeyIn(through.group(1), through.group(2))
                : Simple.valueOf(text.toUpperCase(Locale.ROOT));
    }
}
