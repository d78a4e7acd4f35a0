package com.bloompetos.insight.kpi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KpiCatalogueTest {
    private static final String DEFINITION =
            """
            definition_version: 3
            label: Visits
            formula: pets that came
            unit: count
            direction: up
            date_basis: service
            dimensions: [service_id]
            grain: day
            additivity: sum
            description: Pets that came.
            """;
    private static final String SQL =
            """
            select organization_id, branch_id, day, service_id, count() as numerator, 0 as denominator
            from staging.visits
            group by all
            """;
    private static final String CASES =
            """
            - case: one visit
              given:
                visits:
                  - {organization_id: pawsome, visit_id: v1, day: 2026-03-02}
              expect:
                - {organization_id: pawsome, branch_id: harbour, day: 2026-03-02, service_id: null, numerator: 1, denominator: 0}
            """;

    @TempDir Path root;

    @BeforeEach
    void writeOneFolder() throws IOException {
        Files.createDirectories(root.resolve("visits"));
        write("kpi.yml", DEFINITION);
        write("kpi.sql", SQL);
        write("cases.yml", CASES);
    }

    @Test
    void theShippedKpisAreReadable() {
        var catalogue = KpiCatalogue.load();
        assertThat(catalogue.all())
                .extracting(Kpi::name)
                .contains("bookings", "net_sales", "no_show_rate");
        assertThat(catalogue.find("no_show_rate").orElseThrow().dimensions())
                .containsExactly("service_id", "scheduled_hour");
        assertThat(catalogue.casesOf("net_sales")).hasSizeGreaterThan(2);
    }

    @Test
    void aFolderIsAKpi() throws IOException {
        var kpi = KpiCatalogue.read(root).find("visits").orElseThrow();
        assertThat(kpi.definitionVersion()).isEqualTo(3);
        assertThat(kpi.dateBasis()).isEqualTo(Kpi.DateBasis.SERVICE);
        assertThat(kpi.cellsSql())
                .contains("[ifNull(toString(service_id), '')]")
                .contains("from staging.visits");
    }

    @Test
    void shortNamesInCasesStandForFixedIds() throws IOException {
        var kpiCase = KpiCatalogue.read(root).casesOf("visits").get(0);
        var cell = kpiCase.expected().get(0);
        assertThat(cell.organizationId()).hasSize(36);
        assertThat(cell.day()).isEqualTo(LocalDate.of(2026, 3, 2));
        assertThat(cell.dimensions()).containsExactly("");
        assertThat(kpiCase.jsonRows("visits"))
                .startsWith(
                        "{\"source_version\":1,\"organization_id\":\""
                                + cell.organizationId()
                                + "\"")
                .endsWith("\"day\":\"2026-03-02\"}\n");
    }

    @Test
    void anUnknownWordIsRefusedWithFileAndLine() throws IOException {
        write("kpi.yml", DEFINITION.replace("direction: up", "direction: sideways"));
        refused("kpis/visits/kpi.yml:5: 'sideways' is none of up, down, none");
    }

    @Test
    void anUnknownFieldIsRefusedWithFileAndLine() throws IOException {
        write("kpi.yml", DEFINITION + "colour: red\n");
        refused("kpis/visits/kpi.yml:11: unknown field 'colour'");
    }

    @Test
    void aRowReachesTheDaysThatTheDefinitionSays() throws IOException {
        write("kpi.yml", DEFINITION.replace("grain: day", "grain: week\nlooks_ahead_days: 30"));
        var kpi = KpiCatalogue.read(root).find("visits").orElseThrow();
        assertThat(kpi.looksAheadDays()).isEqualTo(30);
        assertThat(kpi.looksBackDays()).isZero();
        assertThat(kpi.periodOf(LocalDate.of(2026, 3, 4))).isEqualTo(LocalDate.of(2026, 3, 2));
        assertThat(kpi.sources()).containsExactly("visits");
    }

    @Test
    void whatIsCountedForSomethingIsDivided() throws IOException {
        write("kpi.yml", DEFINITION.replace("unit: count", "unit: count\nper: staff day"));
        assertThat(KpiCatalogue.read(root).find("visits").orElseThrow().isDivided()).isTrue();
        write("kpi.yml", DEFINITION);
        assertThat(KpiCatalogue.read(root).find("visits").orElseThrow().isDivided()).isFalse();
    }

    @Test
    void aRowReachesOtherBranchesWhereTheDefinitionSaysSo() throws IOException {
        assertThat(KpiCatalogue.read(root).find("visits").orElseThrow().reach())
                .isEqualTo(Kpi.Reach.BRANCH);
        write("kpi.yml", DEFINITION + "reach: organization\n");
        assertThat(KpiCatalogue.read(root).find("visits").orElseThrow().reach())
                .isEqualTo(Kpi.Reach.ORGANIZATION);
    }

    @Test
    void whatIsDistinctSelectsTheIdsThatOtherBranchesMayCount() throws IOException {
        write("kpi.yml", DEFINITION.replace("additivity: sum", "additivity: distinct"));
        refused("kpis/visits/kpi.yml:9: what is distinct says which parts it merges");
        var merged =
                DEFINITION.replace("additivity: sum", "additivity: distinct\nmerges: [numerator]");
        write("kpi.yml", merged);
        refused("the select has no column 'numerator_shared'");
        write(
                "kpi.sql",
                SQL.replace("0 as denominator", "0 as denominator, [] as numerator_shared"));
        assertThat(KpiCatalogue.read(root).find("visits").orElseThrow().cellsSql())
                .contains("cast(k.numerator_shared, 'Array(UUID)')) as numerator_state");
    }

    @Test
    void aMissingFieldIsRefused() throws IOException {
        write("kpi.yml", DEFINITION.replace("grain: day\n", ""));
        refused("kpis/visits/kpi.yml:1: field 'grain' is missing");
    }

    @Test
    void brokenYamlIsRefusedWithFileAndLine() throws IOException {
        write("kpi.yml", DEFINITION.replace("[service_id]", "[service_id"));
        refused("kpis/visits/kpi.yml:8: ");
    }

    @Test
    void aSecondStatementIsRefusedWithFileAndLine() throws IOException {
        write("kpi.sql", SQL + "; drop table mart.readings");
        refused("kpis/visits/kpi.sql:4: a KPI is one select");
    }

    @Test
    void aMissingColumnIsRefused() throws IOException {
        write("kpi.sql", SQL.replace("service_id, ", ""));
        refused("the select has no column 'service_id'");
    }

    @Test
    void aMissingFileIsRefused() throws IOException {
        Files.delete(root.resolve("visits/cases.yml"));
        refused("kpis/visits/cases.yml:1: the file is missing");
    }

    @Test
    void aCaseWithABadDayIsRefusedWithFileAndLine() throws IOException {
        write("cases.yml", CASES.replace("harbour, day: 2026-03-02", "harbour, day: 2026-02-30"));
        refused("kpis/visits/cases.yml:6: '2026-02-30' is not a day");
    }

    private void refused(String message) {
        assertThatThrownBy(() -> KpiCatalogue.read(root))
                .isInstanceOf(MalformedKpi.class)
                .hasMessageContaining(message);
    }

    private void write(String file, String text) throws IOException {
        Files.writeString(root.resolve("visits").resolve(file), text);
    }
}
