package com.bloompetos.local.cdc;

import static org.assertj.core.api.Assertions.assertThat;

import com.bloompetos.events.Topic;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * The connector's allow-list against the schema: what leaves the database is decided here, column
 * by column.
 */
class PublishedColumnsTest {
    private static final Path ROOT = Path.of("../..").toAbsolutePath().normalize();
    private static final Pattern TABLE =
            Pattern.compile("create table (\\w+) \\((.*?)\\n\\);", Pattern.DOTALL);
    private static final Pattern COLUMN = Pattern.compile("(?m)^ {4}(\\w+) +[a-z]");
    private static final Pattern ALTERED =
            Pattern.compile("alter table (\\w+)\\n(.*?);\\n", Pattern.DOTALL);
    private static final Pattern ADDED = Pattern.compile("(?m)^ {4}add column (\\w+) ");
    private static final Pattern LISTED =
            Pattern.compile("public\\[\\.](\\w+)\\[\\.]\\(([^)]*)\\)");

    /** Names, contact data, secrets and free text, wherever they stand. */
    private static final Set<String> NEVER =
            Set.of(
                    "email",
                    "password_hash",
                    "first_name",
                    "last_name",
                    "phone_number",
                    "microchip_id",
                    "notes",
                    "description",
                    "evidence",
                    "title",
                    "supplier",
                    "lot_number",
                    "reason",
                    "token_hash",
                    // The provider's name for a charge is good for its dashboard.
                    "provider_reference");

    /** What a table keeps for itself beside those. */
    private static final Map<String, Set<String>> KEPT =
            Map.of(
                    "pets", Set.of("name"),
                    "inventory_items", Set.of("label"),
                    // Its proof stays where it is asked again.
                    "insights",
                            Set.of(
                                    "bindings",
                                    "chart",
                                    "created_at",
                                    "part_where",
                                    "query",
                                    "worse"));

    /** An insight's title is made of a template and of labels that the warehouse has. */
    private static final Map<String, Set<String>> ALLOWED = Map.of("insights", Set.of("title"));

    private final JsonNode connector = read();
    private final Map<String, Set<String>> listed = listed();
    private final Map<String, Set<String>> schema = schema();

    @Test
    void everyListedColumnExists() {
        listed.forEach(
                (table, columns) ->
                        assertThat(schema.get(table)).as(table).isNotNull().containsAll(columns));
    }

    @Test
    void personalColumnsAreNeverListed() {
        listed.forEach(
                (table, columns) -> {
                    var never = new TreeSet<>(NEVER);
                    never.removeAll(ALLOWED.getOrDefault(table, Set.of()));
                    assertThat(columns).as(table).doesNotContainAnyElementsOf(never);
                });
        assertThat(listed.get("pets")).doesNotContain("name");
    }

    @Test
    void everyOtherColumnOfAPublishedTableIsListed() {
        listed.forEach(
                (table, columns) -> {
                    var left = new TreeSet<>(schema.get(table));
                    left.removeAll(columns);
                    left.removeAll(NEVER);
                    left.removeAll(KEPT.getOrDefault(table, Set.of()));
                    assertThat(left).as("columns of %s that nobody decided about", table).isEmpty();
                });
    }

    @Test
    void tablesTopicsAndKeysAgree() {
        var tables =
                split("table.include.list", ",").stream()
                        .map(name -> name.replace("public.", ""))
                        .toList();
        assertThat(listed.keySet()).containsExactlyInAnyOrderElementsOf(tables);
        assertThat(Topic.changes().stream().map(topic -> topic.name().replace("cdc.", "")))
                .containsExactlyInAnyOrderElementsOf(tables);
        var keys = split("message.key.columns", ";");
        assertThat(keys).hasSameSizeAs(tables);
        for (var key : keys) {
            if (!key.contains("cdc_heartbeats")) assertThat(key).contains(":organization_id");
        }
    }

    private List<String> split(String setting, String separator) {
        return Arrays.asList(connector.path(setting).asText().split(separator));
    }

    private Map<String, Set<String>> listed() {
        var tables = new LinkedHashMap<String, Set<String>>();
        var matcher = LISTED.matcher(connector.path("column.include.list").asText());
        while (matcher.find()) tables.put(matcher.group(1), Set.of(matcher.group(2).split("\\|")));
        assertThat(tables).isNotEmpty();
        return tables;
    }

    private static Map<String, Set<String>> schema() {
        var tables = new LinkedHashMap<String, Set<String>>();
        var folder = ROOT.resolve("operational-api/src/main/resources/db/migration");
        try (var files = Files.list(folder)) {
            for (var file : files.sorted().toList()) {
                var altered = ALTERED.matcher(Files.readString(file));
                while (altered.find()) {
                    var columns = tables.computeIfAbsent(altered.group(1), name -> new HashSet<>());
                    var column = ADDED.matcher(altered.group(2));
                    while (column.find()) columns.add(column.group(1));
                }
                var table = TABLE.matcher(Files.readString(file));
                while (table.find()) {
                    var columns = new HashSet<String>();
                    var column = COLUMN.matcher(table.group(2));
                    while (column.find()) columns.add(column.group(1));
                    columns.removeAll(
                            Set.of(
                                    "unique",
                                    "foreign",
                                    "check",
                                    "primary",
                                    "references",
                                    "exclude",
                                    "constraint"));
                    tables.put(table.group(1), columns);
                }
            }
            return tables;
        } catch (IOException missing) {
            throw new AssertionError(missing);
        }
    }

    private static JsonNode read() {
        try {
            return new ObjectMapper()
                    .readTree(ROOT.resolve("cdc-connectors/connectors/operational.json").toFile());
        } catch (IOException missing) {
            throw new AssertionError(missing);
        }
    }
}
