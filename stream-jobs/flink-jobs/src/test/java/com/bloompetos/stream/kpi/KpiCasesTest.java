package com.bloompetos.stream.kpi;

import static org.assertj.core.api.Assertions.assertThat;

import com.bloompetos.insight.kpi.Kpi;
import com.bloompetos.insight.kpi.KpiCase;
import com.bloompetos.insight.kpi.KpiCatalogue;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The cases are the definition: what kpi.sql must answer, the stream must answer too. */
class KpiCasesTest {
    private static final LocalDate TODAY = LocalDate.parse("2026-03-20");
    private final KpiCatalogue catalogue = KpiCatalogue.load();

    @TestFactory
    Stream<DynamicTest> everyStreamedKpiPassesItsCases() {
        return Contributor.ALL.stream()
                .map(Contributor::kpi)
                .distinct()
                .flatMap(kpi -> catalogue.casesOf(kpi).stream().map(kpiCase -> test(kpi, kpiCase)));
    }

    @Test
    void theFoldersSayWhichKpisAreStreamed() {
        assertThat(Contributor.ALL.stream().map(Contributor::kpi).distinct())
                .containsExactlyInAnyOrderElementsOf(
                        catalogue.all().stream()
                                .filter(kpi -> kpi.toldBy() == Kpi.Teller.STREAM)
                                .map(Kpi::name)
                                .toList());
    }

    @Test
    void dimensionsStandInTheOrderOfTheDefinition() {
        for (var contributor : Contributor.ALL) {
            var expected = catalogue.find(contributor.kpi()).orElseThrow().dimensions().size();
            var cell = catalogue.casesOf(contributor.kpi()).get(0).expected().get(0);
            assertThat(cell.dimensions()).hasSize(expected);
        }
    }

    private static DynamicTest test(String kpi, KpiCase kpiCase) {
        return DynamicTest.dynamicTest(kpi + ": " + kpiCase.name(), () -> passes(kpi, kpiCase));
    }

    private static void passes(String kpi, KpiCase kpiCase) throws Exception {
        var rows = new CaseChanges();
        try (var stream = KpiStream.on(TODAY, kpi).live()) {
            for (var table : kpiCase.given().entrySet()) {
                long lsn = 0;
                for (var row : table.getValue()) {
                    var op =
                            Boolean.TRUE.equals(row.get("is_deleted")) ? "d" : lsn == 0 ? "c" : "u";
                    stream.accept(rows.change(table.getKey(), op, ++lsn, row));
                }
            }
            stream.pass(SumCells.REST.toMillis());
            assertThat(cells(kpi, KpiStream.latest(stream.told())))
                    .containsExactlyInAnyOrderElementsOf(kpiCase.expected());
        }
    }

    private static List<KpiCase.Cell> cells(String kpi, Map<String, Reading> readings) {
        var cells = new ArrayList<KpiCase.Cell>();
        for (var reading : readings.values()) {
            var cell = Cell.of(reading.cell());
            if (cell.kpi().equals(kpi)
                    && (reading.numerator() != 0 || reading.denominator() != 0)) {
                cells.add(
                        new KpiCase.Cell(
                                cell.organizationId(),
                                cell.branchId(),
                                cell.day(),
                                cell.dimensions(),
                                reading.numerator(),
                                reading.denominator()));
            }
        }
        return cells;
    }
}
