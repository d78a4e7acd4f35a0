package com.bloompetos.api.question;

import static org.assertj.core.api.Assertions.assertThat;

import com.bloompetos.insight.kpi.KpiCatalogue;
import org.junit.jupiter.api.Test;

class NumbersTest {
    private static final KpiCatalogue CATALOGUE = KpiCatalogue.load();

    @Test
    void aNumberIsReadWithItsUnit() {
        assertThat(text("bookings", 1234.0)).isEqualTo("1,234");
        assertThat(text("no_show_rate", 0.1234)).isEqualTo("12.3 %");
        assertThat(text("inventory_turnover", 12.0)).isEqualTo("12.00");
        assertThat(text("net_sales", 123456.0)).isEqualTo("1,234.56 USD");
        assertThat(text("average_transaction", 5050.0)).isEqualTo("50.50 USD per invoice");
        assertThat(text("booking_lead_time", 3.0)).isEqualTo("3.0 days");
        assertThat(text("visits_per_staff_day", 4.5)).isEqualTo("4.50 per staff day");
    }

    @Test
    void whatHasNothingToDivideByIsNoZero() {
        assertThat(new Numbers(CATALOGUE.find("csat").orElseThrow(), "USD").text(null))
                .isEqualTo("nothing to count");
    }

    private static String text(String kpi, double value) {
        return new Numbers(CATALOGUE.find(kpi).orElseThrow(), "USD").text(value);
    }
}
