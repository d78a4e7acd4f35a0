package com.bloompetos.api.kpi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.bloompetos.api.problem.Problem;
import com.bloompetos.insight.kpi.KpiCatalogue;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KpiQuestionTest {
    private static final KpiCatalogue CATALOGUE = KpiCatalogue.load();
    private static final LocalDate FROM = LocalDate.of(2026, 10, 15);
    private static final LocalDate TO = LocalDate.of(2026, 11, 14);

    @ParameterizedTest
    @CsvSource({
        "client_retention,     week,   , client_retention is told by the month and rolls up as distinct",
        "length_of_stay,       day,    , length_of_stay is told by the month and rolls up as sum",
        "second_visit_rate,    month,  , Ask for by=week",
        "invoices_per_active_pet, , same_weekday, Ask for by=month over a longer range",
        "net_sales,            year,   , 'by may be brand, franchise, branch, day, week, month for one organization'",
        "net_sales,            , yesterday, compare may be same_weekday"
    })
    void whatTheKindForbidsIsNamedWithWhatToAskInstead(
            String kpi, @Nullable String by, @Nullable String compare, String said) {
        assertThatThrownBy(() -> asked(KpiScope.Kind.ORGANIZATION, kpi, by, compare))
                .isInstanceOf(Problem.class)
                .hasMessageContaining(said);
    }

    @Test
    void aMonthWithoutItsFirstDayIsNoZero() {
        var kpi = CATALOGUE.find("service_share").orElseThrow();
        assertThatThrownBy(
                        () ->
                                KpiQuestion.of(
                                        kpi,
                                        KpiScope.Kind.BRAND,
                                        TO.minusDays(3),
                                        TO,
                                        null,
                                        null,
                                        null))
                .hasMessageContaining("a range with the first day of a month in it");
    }

    @Test
    void aPlaceIsDividedByThoseBelowIt() {
        assertThatThrownBy(() -> asked(KpiScope.Kind.FRANCHISE, "net_sales", "brand", null))
                .hasMessageContaining("by may be branch, day, week, month for one franchise");
        assertThat(asked(KpiScope.Kind.BRAND, "net_sales", "franchise", null).by())
                .isEqualTo(RollUpBy.FRANCHISE);
    }

    @Test
    void fourWeeksAreComparedUnlessAskedOtherwise() {
        assertThat(asked(KpiScope.Kind.BRANCH, "net_sales", null, "same_weekday").weeks())
                .isEqualTo(4);
        assertThat(asked(KpiScope.Kind.BRANCH, "net_sales", null, null).weeks()).isZero();
        assertThatThrownBy(() -> KpiQuestion.weeks("same_weekday", 0))
                .hasMessageContaining("weeks is 1 to 104");
    }

    private static KpiQuestion asked(
            KpiScope.Kind kind, String kpi, @Nullable String by, @Nullable String compare) {
        return KpiQuestion.of(CATALOGUE.find(kpi).orElseThrow(), kind, FROM, TO, by, compare, null);
    }
}
