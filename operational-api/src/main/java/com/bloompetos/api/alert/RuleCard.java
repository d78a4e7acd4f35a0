package com.bloompetos.api.alert;

import com.bloompetos.api.access.Role;
import com.bloompetos.insight.rule.Rule;
import com.bloompetos.insight.rule.Rules;
import com.bloompetos.insight.rule.Severity;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What people are told about a rule, what it promises, and who hears of it: the one table of
 * routes.
 *
 * @param promise of what it finds, the share that somebody should find right
 * @param hears from which severity on a role is sent its alerts; whoever may see a branch finds all
 *     of them in its inbox
 */
record RuleCard(String rule, String says, double promise, Map<Role, Severity> hears) {
    private static final double PROMISE = 0.8;

    /** A count or a comparison of tables is a fact: it is not wrong now and then. */
    private static final double PROMISE_OF_A_FACT = 0.95;

    private static final Map<Role, Severity> BRANCH =
            Map.of(
                    Role.BRANCH_MANAGER, Severity.INFO,
                    Role.FRANCHISE_OWNER, Severity.WARNING);
    private static final Map<Role, Severity> DATA =
            Map.of(
                    Role.ANALYST, Severity.INFO,
                    Role.ADMIN, Severity.CRITICAL);

    private static final List<RuleCard> DATA_RULES =
            List.of(
                    data("freshness", "What happens at branches arrives late, or not at all"),
                    data("stream_batch_difference", "The stream and the batch count differently"),
                    data(
                            "reconciliation",
                            "The warehouse differed from the database and was put right"));

    private static final Map<String, RuleCard> KNOWN =
            Stream.concat(
                            DATA_RULES.stream(),
                            Stream.of(
                                    fact("expiring_stock", "A lot expires before it is used"),
                                    fact("unpaid_invoices", "Invoices are unpaid for too long"),
                                    fact("overdue_vaccinations", "Vaccinations are overdue"),
                                    fact(
                                            "overbooking",
                                            "More is booked than those on the roster can do"),
                                    branch("no_show_spike", "More visits are missed than usual"),
                                    branch("revenue_drop", "Revenue is far below a usual day"),
                                    branch("refund_spike", "More money goes back than usual"),
                                    branch("silent_branch", "Nothing happens at an open branch"),
                                    branch(
                                            "low_utilisation",
                                            "Staff have far less to do than usual"),
                                    branch("bad_feedback", "Clients are less content than usual"),
                                    branch(
                                            "stockout_risk",
                                            "An item may run out before the next delivery")))
                    .collect(Collectors.toUnmodifiableMap(RuleCard::rule, Function.identity()));

    RuleCard {
        hears = Map.copyOf(hears);
    }

    /** A rule that is not listed is one of a branch. */
    static RuleCard of(String rule) {
        var known = KNOWN.get(rule);
        return known == null ? branch(rule, sentence(rule)) : known;
    }

    /** Those that this version can find by itself. */
    static List<String> names() {
        return Stream.concat(
                        Rules.ALL.stream().map(Rule::name), DATA_RULES.stream().map(RuleCard::rule))
                .distinct()
                .sorted()
                .toList();
    }

    private static RuleCard branch(String rule, String says) {
        return new RuleCard(rule, says, PROMISE, BRANCH);
    }

    private static RuleCard fact(String rule, String says) {
        return new RuleCard(rule, says, PROMISE_OF_A_FACT, BRANCH);
    }

    private static RuleCard data(String rule, String says) {
        return new RuleCard(rule, says, PROMISE_OF_A_FACT, DATA);
    }

    private static String sentence(String rule) {
        var words = rule.replace('_', ' ');
        return words.isEmpty()
                ? words
                : Character.toUpperCase(words.charAt(0)) + words.substring(1);
    }
}
