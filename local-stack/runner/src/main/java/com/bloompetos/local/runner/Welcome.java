package com.bloompetos.local.runner;

import com.bloompetos.local.simulate.Demo;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a newcomer reads when everything is up: where to look, who to be, what to try. */
final class Welcome {
    private static final int TRIAL_DAYS_AHEAD = 60;

    /** Who is there, and where each of them looks. */
    private static final Map<String, String> FOR = new LinkedHashMap<>();

    static {
        FOR.put(
                "owner",
                "a franchise's owner: dashboards of the own branches in Superset, the board of each");
        FOR.put("manager", "a branch's manager: the board all day, Superset in the morning");
        FOR.put("analyst", "the chain's analyst: explores and writes SQL in Superset");
        FOR.put("staff", "works at a branch: the day's list on the board");
        FOR.put("admin", "the chain's administrator: the API (./bloom token admin)");
        FOR.put("parent", "a pet's owner: books through the API");
    }

    private final Stack stack;
    private final boolean empty;

    Welcome(Stack stack, boolean empty) {
        this.stack = stack;
        this.empty = empty;
    }

    void print() throws SQLException {
        Bloom.say("Live page    %s/".formatted(stack.apiUrl()));
        Bloom.say("API          %s/v3/api-docs".formatted(stack.apiUrl()));
        Bloom.say(
                "Warehouse    %s/   (user reader, password %s)"
                        .formatted(
                                stack.clickhouseUrl(), stack.secrets().get("clickhouse.reader")));
        Bloom.say("             ./bloom sql 'select * from mart.freshness'");
        if (empty) return;
        Bloom.say("");
        Bloom.say("Logins, all with the password %s:".formatted(stack.secrets().get("demo")));
        FOR.forEach((who, what) -> printLogin(who, what));
        Bloom.say(
                "Whoever works there is asked for a code, too: ./bloom token ROLE --code. The second chain has the same people");
        Bloom.say(
                "@tailwind.demo, and nobody sees the other's rows. Board %s/ · Superset %s/"
                        .formatted(stack.apiUrl(), stack.supersetUrl()));
        var booking = booking();
        if (booking == null) return;
        Bloom.say("");
        Bloom.say("Make a booking and watch it arrive:");
        Bloom.say(
                """
                curl -s %s/v1/appointments -H "Authorization: Bearer $(./bloom token admin)" \\
                  -H 'Content-Type: application/json' \\
                  -d '%s'"""
                        .formatted(stack.apiUrl(), booking));
        Bloom.say(
                "./bloom sql \"select * from mart.readings where kpi = 'bookings' order by recorded_at desc limit 1\"");
        Bloom.say("");
    }

    private static void printLogin(String who, String what) {
        Demo.of(0, Instant.now()).logins().stream()
                .filter(email -> email.equals(who + "@pawsome.demo"))
                .forEach(email -> Bloom.say("  %-24s %s".formatted(email, what)));
    }

    /** A body that will be accepted: real ids, and a day beyond the simulator's calendar. */
    private @Nullable String booking() throws SQLException {
        try (var connection = new DemoData(stack).owner().getConnection();
                var statement = connection.createStatement()) {
            statement.execute(
                    """
                    select set_config('bloom.organization_id', '%s', false),
                           set_config('bloom.branch_ids', '*', false),
                           set_config('bloom.user_id', '', false),
                           set_config('bloom.role', 'admin', false)"""
                            .formatted(Demo.PAWSOME));
            try (var row =
                    statement.executeQuery(
                            """
                            select a.branch_id, a.service_id, a.pet_id, b.time_zone
                            from appointments a join branches b using (organization_id, branch_id)
                            join services s using (organization_id, service_id)
                            where s.category = 'grooming' order by random() limit 1""")) {
                if (!row.next()) return null;
                var noon =
                        Instant.now()
                                .atZone(java.time.ZoneId.of(row.getString("time_zone")))
                                .plusDays(TRIAL_DAYS_AHEAD)
                                .truncatedTo(ChronoUnit.DAYS)
                                .withHour(12)
                                .toInstant();
                return """
                        {"branch_id":"%s","service_id":"%s","pet_id":"%s","appointment_date":"%s"}"""
                        .formatted(
                                row.getString("branch_id"),
                                row.getString("service_id"),
                                row.getString("pet_id"),
                                noon);
            }
        }
    }
}
