package com.bloompetos.local.kpi;

import static org.assertj.core.api.Assertions.assertThat;

import com.bloompetos.events.Topic;
import com.bloompetos.insight.kpi.Kpi;
import com.bloompetos.insight.kpi.KpiCase;
import com.bloompetos.insight.kpi.KpiCatalogue;
import com.bloompetos.local.bench.OwnEngine;
import com.bloompetos.local.runner.TestEngine;
import java.nio.file.Files;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Every KPI's own cases through its kpi.sql, on the real engine, in the columns of staging. */
class KpiCasesIT {
    private static OwnEngine engine;

    @BeforeAll
    static void start() throws Exception {
        engine = TestEngine.start(Files.createTempDirectory("kpi-cases"));
        engine.ask("create database cases");
    }

    @AfterAll
    static void stop() throws Exception {
        engine.close();
    }

    @TestFactory
    Stream<DynamicTest> everyKpiPassesItsCasesOnTheEngine() {
        var catalogue = KpiCatalogue.load();
        var wanted = Pattern.compile(System.getProperty("kpi", ".*"));
        return catalogue.all().stream()
                .filter(kpi -> wanted.matcher(kpi.name()).matches())
                .flatMap(
                        kpi ->
                                catalogue.casesOf(kpi.name()).stream()
                                        .map(kpiCase -> test(kpi, kpiCase)));
    }

    @Test
    void aPetOfTwoBranchesIsOneOfTheChain() throws Exception {
        var kpi = KpiCatalogue.load().find("active_pets").orElseThrow();
        var atTwo =
                KpiCatalogue.load().casesOf("active_pets").stream()
                        .filter(kpiCase -> kpiCase.name().startsWith("at two branches"))
                        .findFirst()
                        .orElseThrow();
        assertThat(atTwo.expected()).hasSize(2);
        passes(kpi, atTwo);
        assertThat(
                        engine.ask(
                                "select %s from (%s) format TSVRaw"
                                        .formatted(
                                                kpi.rollUp().value(),
                                                kpi.cellsSql().replace("staging.", "cases."))))
                .isEqualTo("1");
    }

    @Test
    void everyRollUpIsOneThatTheEngineUnderstands() throws Exception {
        for (var kpi : KpiCatalogue.load().all()) {
            var rollUp = kpi.rollUp();
            engine.ask(
                    "select %s, %s, %s, %s, %s from (select * from mart.latest_readings final)"
                            .formatted(
                                    rollUp.numerator(),
                                    rollUp.denominator(),
                                    rollUp.quantiles(),
                                    rollUp.value(),
                                    kpi.rollUpAmongOthers().value()));
        }
    }

    private static DynamicTest test(Kpi kpi, KpiCase kpiCase) {
        return DynamicTest.dynamicTest(
                kpi.name() + ": " + kpiCase.name(), () -> passes(kpi, kpiCase));
    }

    private static void passes(Kpi kpi, KpiCase kpiCase) throws Exception {
        for (var table : kpi.sources()) {
            emptyTable(table);
            var rows = kpiCase.jsonRows(table);
            if (!rows.isEmpty()) {
                // A column that staging does not have would otherwise be ignored, and the case mean
                // nothing.
                engine.ask(
                        "insert into cases."
                                + table
                                + "_rows settings input_format_skip_unknown_fields = 0 format JSONEachRow\n"
                                + rows);
            }
        }
        assertThat(kpi.sources()).containsAll(withoutCalendar(kpiCase));
        var calendar = kpiCase.jsonRows("branch_days");
        if (kpi.sql().contains(Kpi.CALENDAR)) {
            engine.ask(
                    "create or replace table cases.branch_days (%s) engine = Memory"
                            .formatted(columns("branch_days")));
            engine.ask(
                    "insert into cases.branch_days settings input_format_skip_unknown_fields = 1 format JSONEachRow\n"
                            + calendar);
        }
        var told = new TreeSet<String>();
        var answer =
                engine.ask(
                        "select organization_id, branch_id, day, dimensions, numerator, denominator from ("
                                + kpi.cellsSql().replace("staging.", "cases.")
                                + ") format TSVRaw");
        for (var cell : answer.lines().toList()) {
            if (!cell.endsWith("\t0\t0")) {
                told.add(cell);
            }
        }
        assertThat(told)
                .containsExactlyInAnyOrderElementsOf(
                        kpiCase.expected().stream().map(KpiCasesIT::line).toList());
    }

    private static List<String> withoutCalendar(KpiCase kpiCase) {
        return kpiCase.given().keySet().stream()
                .filter(table -> !Kpi.CALENDAR.endsWith("." + table))
                .toList();
    }

    /** Versions and deletions as the mirror keeps them, below columns as staging shows them. */
    private static void emptyTable(String table) throws Exception {
        engine.ask(
                """
                create or replace table cases.%1$s_rows (%2$s, source_version UInt64, is_deleted UInt8)
                engine = ReplacingMergeTree(source_version, is_deleted) order by (organization_id, %3$s)"""
                        .formatted(table, columns(table), idOf(table)));
        engine.ask(
                "create or replace view cases.%1$s as select * from cases.%1$s_rows final where is_deleted = 0"
                        .formatted(table));
    }

    private static String columns(String table) throws Exception {
        var columns =
                engine.ask(
                        "select name || ' ' || type from system.columns where database = 'staging' and table = '"
                                + table
                                + "' and name != 'source_version' order by position format TSVRaw");
        assertThat(columns).as("columns of staging." + table).isNotEmpty();
        return String.join(", ", columns.lines().toList());
    }

    private static String idOf(String table) {
        if (table.equals("risk_scores")) {
            return "appointment_id";
        }
        return Topic.idOf(table).orElse("organization_id");
    }

    private static String line(KpiCase.Cell cell) {
        var dimensions = "['" + String.join("','", cell.dimensions()) + "']";
        return String.join(
                "\t",
                cell.organizationId(),
                cell.branchId(),
                cell.day().toString(),
                cell.dimensions().isEmpty() ? "[]" : dimensions,
                String.valueOf(cell.numerator()),
                String.valueOf(cell.denominator()));
    }
}
