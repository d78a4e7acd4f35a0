package com.bloompetos.api.alert;

import com.bloompetos.api.access.Caller;
import com.bloompetos.api.access.TenantTransaction;
import com.bloompetos.api.position.Position;
import com.bloompetos.api.position.Positions;
import com.bloompetos.api.position.Written;
import com.bloompetos.insight.rule.Precision;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/**
 * How right each rule has been over the last thirty days, by what people did with its alerts. One
 * that somebody acknowledged or resolved was right; one that its rule resolved before anybody
 * looked was not judged.
 */
@Service
class RuleBook {
    private static final String VERDICTS =
            """
            select rule, count(*) as opened, count(acknowledged_at) as acknowledged,
                   count(*) filter (where status = 'wrong') as wrong,
                   count(*) filter (where status <> 'wrong' and (acknowledged_at is not null
                       or (status = 'resolved' and closed_by is not null))) as right_ones
            from alerts a
            where opened_at > now() - interval '30 days'
            """;

    /** What was judged before somebody lifted the demotion no longer counts. */
    private static final String SINCE_LIFTED =
            """
             and opened_at > coalesce((select max(lifted_at) from alert_rule_lifts l
                                       where l.organization_id = a.organization_id and l.rule = a.rule), '-infinity')
            """;

    private final TenantTransaction tenant;
    private final JdbcClient jdbc;
    private final Positions positions;

    RuleBook(TenantTransaction tenant, JdbcClient jdbc, Positions positions) {
        this.tenant = tenant;
        this.jdbc = jdbc;
        this.positions = positions;
    }

    private record Verdicts(
            String rule, long opened, long acknowledged, long wrong, long rightOnes) {
        Precision precision() {
            return new Precision(rightOnes, wrong);
        }
    }

    /** Counts are those of the branches that the caller sees; a rule is demoted in all of them. */
    List<RuleStanding> all(Caller caller) {
        var seen =
                tenant.read(
                        caller,
                        () ->
                                jdbc.sql(VERDICTS + "group by rule").query(Verdicts.class).stream()
                                        .collect(
                                                Collectors.toMap(
                                                        Verdicts::rule, Function.identity())));
        var decisive = decisive(Caller.ofProgram(caller.organizationId()));
        var names = new TreeSet<>(RuleCard.names());
        names.addAll(seen.keySet());
        return names.stream().map(rule -> standing(rule, seen, decisive)).toList();
    }

    boolean isDemoted(Caller program, String rule) {
        return tenant.read(
                program,
                () ->
                        jdbc
                                .sql(VERDICTS + SINCE_LIFTED + "and rule = ? group by rule")
                                .param(rule)
                                .query(Verdicts.class)
                                .stream()
                                .anyMatch(RuleBook::breaksItsPromise));
    }

    /** The standing is looked up afterwards: that looks further than the caller may write. */
    Written<RuleStanding> lift(Caller caller, String rule) {
        var position =
                tenant.write(
                        caller,
                        () -> {
                            long endOfLog = positions.endOfLog();
                            var lift =
                                    jdbc.sql(
                                                    """
                                                    insert into alert_rule_lifts (organization_id, rule, lifted_by)
                                                    values (?, ?, ?) returning lift_id
                                                    """)
                                            .params(caller.organizationId(), rule, caller.userId())
                                            .query(UUID.class)
                                            .single();
                            return new Position("alert_rule_lifts", lift, endOfLog);
                        });
        var standing =
                all(caller).stream()
                        .filter(one -> one.rule().equals(rule))
                        .findFirst()
                        .orElseGet(() -> standing(rule, Map.of(), Map.of()));
        return new Written<>(standing, position);
    }

    private Map<String, Verdicts> decisive(Caller program) {
        return tenant.read(
                program,
                () ->
                        jdbc
                                .sql(VERDICTS + SINCE_LIFTED + "group by rule")
                                .query(Verdicts.class)
                                .stream()
                                .collect(Collectors.toMap(Verdicts::rule, Function.identity())));
    }

    private static boolean breaksItsPromise(Verdicts verdicts) {
        return verdicts.precision().breaks(RuleCard.of(verdicts.rule()).promise());
    }

    private static RuleStanding standing(
            String rule, Map<String, Verdicts> seen, Map<String, Verdicts> decisive) {
        var verdicts = seen.getOrDefault(rule, new Verdicts(rule, 0, 0, 0, 0));
        var precision = verdicts.precision();
        var card = RuleCard.of(rule);
        var decides = decisive.get(rule);
        return new RuleStanding(
                rule,
                card.says(),
                card.promise(),
                verdicts.opened(),
                verdicts.acknowledged(),
                verdicts.wrong(),
                precision.judged() == 0 ? null : precision.share(),
                precision.lower(),
                precision.upper(),
                decides != null && breaksItsPromise(decides));
    }
}
