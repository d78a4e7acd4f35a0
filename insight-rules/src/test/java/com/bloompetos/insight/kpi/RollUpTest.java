package com.bloompetos.insight.kpi;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RollUpTest {
    private static final KpiCatalogue CATALOGUE = KpiCatalogue.load();

    @Test
    void partsAreSummedBeforeTheyAreDivided() {
        var rate = kpi("no_show_rate").rollUp();
        assertThat(rate.numerator()).isEqualTo("sum(numerator)");
        assertThat(rate.value()).isEqualTo("(sum(numerator)) / nullIf(sum(denominator), 0)");
        assertThat(kpi("net_sales").rollUp().value()).isEqualTo("sum(numerator)");
    }

    @Test
    void ofASnapshotTheLastDayCounts() {
        assertThat(kpi("receivables_age").rollUp().value()).isEqualTo("sumArgMax(numerator, day)");
    }

    @Test
    void whatBranchesShareIsCountedOnce() {
        assertThat(kpi("active_pets").rollUp().value())
                .isEqualTo(
                        "sumArgMax(numerator, day)"
                                + " - sumArgMax(toInt64(finalizeAggregation(numerator_state)), day)"
                                + " + toInt64(uniqExactMergeArgMax(numerator_state, day))");
        assertThat(kpi("active_pets").rollUpOfBranch().value())
                .isEqualTo("sumArgMax(numerator, day)");
    }

    @Test
    void aCohortOfMonthsIsNeverAddedOverTime() {
        assertThat(kpi("client_retention").isState()).isTrue();
        assertThat(kpi("client_retention").rollUp().denominator()).contains("ArgMax");
        assertThat(kpi("length_of_stay").isState()).isFalse();
    }

    @Test
    void valuesAreMergedIntoTheirMedian() {
        var leadTime = kpi("booking_lead_time").rollUp();
        assertThat(leadTime.quantiles()).isEqualTo("quantilesExactMerge(0.5, 0.9)(quantile_state)");
        assertThat(leadTime.value()).startsWith("if(sum(denominator) = 0, null, ");
    }

    @Test
    void amongOthersEveryAggregateHasItsCondition() {
        for (var kpi : CATALOGUE.all()) {
            var value = kpi.rollUpAmongOthers().value();
            assertThat(value.split("\\b(sum|uniqExactMerge|quantilesExactMerge)", -1))
                    .as(kpi.name())
                    .hasSameSizeAs(
                            ("x" + value)
                                    .split(
                                            "kpi = '" + kpi.name() + "' and definition_version",
                                            -1));
        }
    }

    private static Kpi kpi(String name) {
        return CATALOGUE.find(name).orElseThrow();
    }
}
