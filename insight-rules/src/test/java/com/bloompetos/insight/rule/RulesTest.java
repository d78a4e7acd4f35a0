package com.bloompetos.insight.rule;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RulesTest {
    @Test
    void everyRuleHasANameOfItsOwn() {
        assertThat(Rules.ALL)
                .extracting(rule -> rule.name())
                .doesNotHaveDuplicates()
                .allMatch(n -> !n.isBlank());
    }
}
