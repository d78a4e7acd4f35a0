package com.bloompetos.api.alert;

import static org.assertj.core.api.Assertions.assertThat;

import com.bloompetos.api.access.Role;
import com.bloompetos.insight.rule.Rule;
import com.bloompetos.insight.rule.Rules;
import com.bloompetos.insight.rule.Severity;
import org.junit.jupiter.api.Test;

class RuleCardTest {
    @Test
    void everyRuleThereIsIsShown() {
        assertThat(RuleCard.names()).containsAll(Rules.ALL.stream().map(Rule::name).toList());
    }

    @Test
    void aBranchsRuleGoesToItsManagerAndADataRuleToTheAnalyst() {
        assertThat(RuleCard.of("stockout_risk").hears())
                .containsEntry(Role.BRANCH_MANAGER, Severity.INFO)
                .containsEntry(Role.FRANCHISE_OWNER, Severity.WARNING)
                .doesNotContainKeys(Role.ANALYST, Role.STAFF);
        assertThat(RuleCard.of("reconciliation").hears())
                .containsEntry(Role.ANALYST, Severity.INFO)
                .doesNotContainKeys(Role.BRANCH_MANAGER, Role.FRANCHISE_OWNER);
    }

    @Test
    void aRuleOfANewerVersionIsOneOfABranchAndCalledByItsName() {
        assertThat(RuleCard.of("odd_rule").says()).isEqualTo("Odd rule");
        assertThat(RuleCard.of("odd_rule").hears()).containsKey(Role.BRANCH_MANAGER);
    }
}
