package com.bloompetos.local.kpi;

import static com.bloompetos.local.runner.TestStack.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import com.bloompetos.insight.kpi.Kpi;
import com.bloompetos.insight.kpi.KpiCase;
import com.bloompetos.insight.kpi.KpiCatalogue;
import com.bloompetos.local.runner.Clinic;
import com.bloompetos.local.runner.SharedStack;
import com.bloompetos.local.runner.TestStack;
import java.time.Duration;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Every KPI's own cases through its kpi.sql, on the real engine and through the real staging views.
 */
@ExtendWith(SharedStack.class)
class KpiCasesIT {
    private static final Duration SOON = Duration.ofSeconds(60);

    /** The mirror makes a table with its first change, so there has to be one. */
    @BeforeAll
    static void letTheMirrorMakeTheTables() throws Exception {
        var stack = SharedStack.get();
        var clinic = Clinic.open(stack);
        try (var connection = stack.owner(clinic.organization)) {
            clinic.book(connection);
            clinic.sell(connection, 6000);
        }
        eventually("appointments are mirrored", SOON, () -> exists(stack, "appointments"));
        eventually("invoice lines are mirrored", SOON, () -> exists(stack, "invoice_lines"));
    }

    private static boolean exists(TestStack stack, String table) throws Exception {
        return stack.warehouse("exists raw." + table).equals(List.of("1"));
    }

    @TestFactory
    Stream<DynamicTest> everyKpiPassesItsCasesOnTheEngine() {
        var catalogue = KpiCatalogue.load();
        return catalogue.all().stream()
                .flatMap(
                        kpi ->
                                catalogue.casesOf(kpi.name()).stream()
                                        .map(kpiCase -> test(kpi, kpiCase)));
    }

    private static DynamicTest test(Kpi kpi, KpiCase kpiCase) {
        return DynamicTest.dynamicTest(
                kpi.name() + ": " + kpiCase.name(), () -> passes(kpi, kpiCase));
    }

    private static void passes(Kpi kpi, KpiCase kpiCase) throws Exception {
        var stack = SharedStack.get();
        for (var table : kpiCase.given().keySet()) {
            copyEmpty(stack, table);
            // One insert for each row, as versions of one key come in parts of their own.
            for (var row : kpiCase.jsonRows(table).lines().toList()) {
                stack.warehouse("insert into cases_raw." + table + " format JSONEachRow\n" + row);
            }
        }
        var told = new TreeSet<String>();
        for (var cell : stack.warehouse(kpi.cellsSql().replace("staging.", "cases_staging."))) {
            if (!cell.endsWith("\t0\t0")) {
                told.add(cell);
            }
        }
        assertThat(told)
                .containsExactlyInAnyOrderElementsOf(
                        kpiCase.expected().stream().map(KpiCasesIT::line).toList());
    }

    /**
     * The mirror's table and the staging view over it, once more and empty: the live rows stay out
     * of it.
     */
    private static void copyEmpty(TestStack stack, String table) throws Exception {
        stack.warehouse("create database if not exists cases_raw");
        stack.warehouse("create database if not exists cases_staging");
        stack.warehouse("create or replace table cases_raw." + table + " as raw." + table);
        var view =
                stack.warehouse(
                                "select create_table_query from system.tables where database = 'staging' and name = '"
                                        + table
                                        + "'")
                        .get(0);
        stack.warehouse(
                view.replace("\\'", "'")
                        .replaceFirst("CREATE VIEW", "CREATE OR REPLACE VIEW")
                        .replace("staging.", "cases_staging.")
                        .replace("raw.", "cases_raw."));
    }

    private static String line(KpiCase.Cell cell) {
        var dimensions = "['" + String.join("','", cell.dimensions()) + "']";
        return String.join(
                "\t",
                cell.organizationId(),
                cell.branchId(),
                cell.day().toString(),
                dimensions,
                String.valueOf(cell.numerator()),
                String.valueOf(cell.denominator()));
    }
}
