package com.bloompetos.local.superset;

import static org.assertj.core.api.Assertions.assertThat;

import com.bloompetos.local.clickhouse.access.Walls;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.Yaml;

/** The dashboards' files fit together and name what stands in the warehouse, without Superset. */
class SupersetAssetsTest {
    private static final Path ROOT = Path.of("../..");
    private static final Path ROOM = ROOT.resolve("dashboards/superset");

    private static Map<String, Map<String, Object>> datasets;
    private static Map<String, Map<String, Object>> charts;
    private static Map<String, Map<String, Object>> dashboards;

    @BeforeAll
    static void readFiles() throws IOException {
        datasets = byIdentity("datasets");
        charts = byIdentity("charts");
        dashboards = byIdentity("dashboards");
    }

    @Test
    void everyDatasetIsATableThatPeopleMayRead() throws IOException {
        var walled = Walls.read(ROOT.resolve("warehouse-ddl/walls/walls.txt")).tables();
        assertThat(datasets).isNotEmpty();
        datasets.values()
                .forEach(
                        dataset -> {
                            assertThat(dataset.get("sql")).isNull();
                            assertThat(walled)
                                    .contains(
                                            dataset.get("schema")
                                                    + "."
                                                    + dataset.get("table_name"));
                        });
    }

    /** Of a chain that has an appointment, these tables have a row. */
    private static final Set<String> FILLED =
            Set.of(
                    "organizations",
                    "brands",
                    "franchises",
                    "branches",
                    "services",
                    "appointments",
                    "cdc_heartbeats");

    private static final Pattern TABLE = Pattern.compile("\\b(raw|staging|mart)[.]([a-z_]+)");

    @Test
    void whatADatasetAsksStandsBeforeItsFirstRow() throws IOException {
        var made = new StringBuilder();
        try (var files = Files.list(ROOT.resolve("warehouse-ddl/migrations"))) {
            for (var file : files.toList()) {
                made.append(Files.readString(file));
            }
        }
        var asked = new TreeSet<String>();
        for (var dataset : datasets.values()) {
            addSources(dataset.get("schema") + "." + dataset.get("table_name"), asked);
        }
        assertThat(asked).contains("raw.alerts", "raw.appointments");
        assertThat(asked)
                .allSatisfy(
                        table ->
                                assertThat(
                                                FILLED.contains(table.replace("raw.", ""))
                                                        || made.toString()
                                                                .contains(
                                                                        "create table if not exists "
                                                                                + table
                                                                                + " ("))
                                        .as(
                                                table
                                                        + " is made by its first row, and charts fail until then")
                                        .isTrue());
    }

    /** The raw tables behind a view, through the views between. */
    private static void addSources(String table, Set<String> found) throws IOException {
        var view = ROOT.resolve("warehouse-ddl/views/" + table.replace('.', '/') + ".sql");
        if (table.startsWith("raw.")) {
            found.add(table);
        } else if (Files.exists(view)) {
            var names = TABLE.matcher(Files.readString(view));
            while (names.find()) {
                if (!names.group().equals(table)) {
                    addSources(names.group(), found);
                }
            }
        }
    }

    @Test
    void everyChartAsksADatasetForMeasuresThatItHas() {
        charts.forEach(
                (identity, chart) -> {
                    var dataset = datasets.get(String.valueOf(chart.get("dataset_uuid")));
                    assertThat(dataset).as(String.valueOf(chart.get("slice_name"))).isNotNull();
                    assertThat(names(dataset, "metrics", "metric_name"))
                            .as(String.valueOf(chart.get("slice_name")))
                            .containsAll(measures(map(chart.get("params"))));
                });
    }

    @Test
    void nobodyReadsAColumnsNameOrHundredthsOfMoney() {
        datasets.values()
                .forEach(
                        dataset -> {
                            for (var list : List.of("columns", "metrics")) {
                                assertThat(names(dataset, list, "verbose_name"))
                                        .as(String.valueOf(dataset.get("table_name")))
                                        .allMatch(word -> word.matches("[A-Z][^_]*"))
                                        .noneMatch(
                                                word ->
                                                        word.toLowerCase(Locale.ROOT)
                                                                .contains("cents"));
                            }
                        });
    }

    @Test
    void noChartStandsWithoutWhatItsNumbersMean() {
        charts.values()
                .forEach(
                        chart ->
                                assertThat(String.valueOf(chart.get("description")))
                                        .as(String.valueOf(chart.get("slice_name")))
                                        .hasSizeGreaterThan(10));
    }

    @Test
    void dashboardsHoldEveryChartOnceAndSayHowOldTheirDataIs() {
        var held = new ArrayList<String>();
        dashboards.forEach(
                (identity, dashboard) -> {
                    var titles = new TreeSet<String>();
                    for (var part : parts(dashboard, "CHART")) {
                        var meta = map(part.get("meta"));
                        held.add(String.valueOf(meta.get("uuid")));
                        titles.add(String.valueOf(meta.get("sliceName")));
                    }
                    assertThat(titles)
                            .as(String.valueOf(dashboard.get("slug")))
                            .contains("Data age");
                });
        assertThat(held).containsExactlyInAnyOrderElementsOf(charts.keySet());
    }

    /** What is asked for at once is what an opening costs. */
    @Test
    void noPageAsksForMoreThanEightCharts() {
        dashboards.forEach(
                (identity, dashboard) -> {
                    var perTab = new TreeMap<String, Integer>();
                    var besideAll = 0;
                    for (var part : parts(dashboard, "CHART")) {
                        var tab =
                                parents(part).stream()
                                        .filter(id -> id.startsWith("TAB-"))
                                        .findAny();
                        if (tab.isPresent()) perTab.merge(tab.get(), 1, Integer::sum);
                        else besideAll++;
                    }
                    var most = perTab.values().stream().mapToInt(Integer::intValue).max().orElse(0);
                    assertThat(most + besideAll)
                            .as(String.valueOf(dashboard.get("slug")))
                            .isBetween(1, 8);
                });
    }

    /** A link to a tab is followed up its parents; what Superset draws is followed down. */
    @Test
    void everyPartOfADashboardIsWhereItsParentsSay() {
        dashboards.forEach(
                (identity, dashboard) -> {
                    var position = map(dashboard.get("position"));
                    for (var kind : List.of("GRID", "TABS", "TAB", "ROW", "CHART")) {
                        for (var part : parts(dashboard, kind)) {
                            var way = new ArrayList<>(parents(part));
                            way.add(String.valueOf(part.get("id")));
                            assertThat(way.get(0)).isEqualTo("ROOT_ID");
                            for (int step = 1; step < way.size(); step++) {
                                var above = map(position.get(way.get(step - 1)));
                                assertThat((List<?>) above.get("children"))
                                        .as(dashboard.get("slug") + " " + way)
                                        .map(String::valueOf)
                                        .contains(way.get(step));
                            }
                        }
                    }
                });
    }

    @Test
    void everyPackageIsPinnedByItsHashAndNamesNoPlace() throws IOException {
        var lines = Files.readAllLines(ROOM.resolve("requirements.txt"));
        assertThat(lines).noneMatch(line -> line.contains("://"));
        assertThat(lines.stream().filter(line -> line.matches("[a-z0-9].*")))
                .allMatch(line -> line.matches("[A-Za-z0-9_.\\[\\],-]+==\\S+( ; .*)? \\\\"));
    }

    private static List<Map<String, Object>> parts(Map<String, Object> dashboard, String kind) {
        return map(dashboard.get("position")).values().stream()
                .filter(place -> place instanceof Map<?, ?>)
                .map(SupersetAssetsTest::map)
                .filter(part -> kind.equals(part.get("type")))
                .toList();
    }

    private static List<String> parents(Map<String, Object> part) {
        return ((List<?>) part.get("parents")).stream().map(String::valueOf).toList();
    }

    private static List<String> measures(Map<String, Object> params) {
        var measures = new ArrayList<String>();
        if (params.get("metric") != null) measures.add(String.valueOf(params.get("metric")));
        if (params.get("metrics") instanceof List<?> several) {
            several.forEach(one -> measures.add(String.valueOf(one)));
        }
        return measures;
    }

    private static List<String> names(Map<String, Object> dataset, String list, String key) {
        return ((List<?>) dataset.get(list))
                .stream().map(one -> String.valueOf(map(one).get(key))).toList();
    }

    private static Map<String, Map<String, Object>> byIdentity(String folder) throws IOException {
        var found = new TreeMap<String, Map<String, Object>>();
        try (var files = Files.walk(ROOM.resolve("assets").resolve(folder))) {
            for (var file : files.filter(Files::isRegularFile).toList()) {
                Map<String, Object> content = new Yaml().load(Files.readString(file));
                found.put(String.valueOf(content.get("uuid")), content);
            }
        }
        return found;
    }

    @SuppressWarnings("unchecked") // YAML's maps have text keys.
    private static Map<String, Object> map(Object yaml) {
        return (Map<String, Object>) yaml;
    }
}
