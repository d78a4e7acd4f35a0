package com.bloompetos.local.compose;

import static org.assertj.core.api.Assertions.assertThat;

import com.bloompetos.events.Topic;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.Yaml;

/**
 * No container engine where we test: what can be known of the containers without one is known here.
 */
class ComposeTest {
    /** Each program's service and its sources. */
    private static final Map<String, String> PROGRAMS =
            Map.of(
                    "api", "operational-api",
                    "warehouse-migrator", "warehouse-ddl",
                    "flink-jobs", "stream-jobs/flink-jobs",
                    "streams-jobs", "stream-jobs/kafka-streams-jobs");

    /** The runner's own file; in containers the engine watches the parts. */
    /** The status page's file, and what a benchmark tells the mirror that it runs alone. */
    private static final Set<String> ONLY_ON_ONE_MACHINE =
            Set.of("BLOOM_STATUS_FILE", "BLOOM_MIRROR_TOPICS", "BLOOM_RAW_DATABASE");

    private static final Pattern VARIABLE = Pattern.compile("BLOOM_[A-Z_]*[A-Z]");
    private static final Pattern EXACT_TAG = Pattern.compile(".+:v?\\d+\\.\\d+(\\.\\d+)?[-._\\w]*");
    private static final Pattern PUBLISHED = Pattern.compile("127\\.0\\.0\\.1:.+:.+");

    private static Path root;
    private static String file;
    private static Map<String, Map<String, Object>> services;

    @BeforeAll
    static void readCompose() throws IOException {
        root = Path.of("").toAbsolutePath();
        while (!Files.exists(root.resolve("docker-compose.yml"))) {
            root = root.getParent();
        }
        file = Files.readString(root.resolve("docker-compose.yml"));
        Map<String, Object> compose = new Yaml().load(file);
        services = map(compose.get("services"));
    }

    @Test
    void everyImageIsPinnedToAnExactVersion() {
        services.forEach(
                (name, service) ->
                        assertThat(String.valueOf(service.get("image")))
                                .as(name)
                                .matches(EXACT_TAG));
    }

    @Test
    void everyServerHasAHealthCheckAndTheRestRunsOnce() {
        services.forEach(
                (name, service) -> {
                    if ("no".equals(service.get("restart"))) {
                        assertThat(service).as(name).doesNotContainKey("healthcheck");
                    } else {
                        assertThat(service).as(name).containsKey("healthcheck");
                        assertThat(service.get("restart")).as(name).isEqualTo("unless-stopped");
                    }
                });
    }

    @Test
    void waitingIsForHealthOrForTheEndOfWhatRunsOnce() {
        services.forEach(
                (name, service) ->
                        waits(service)
                                .forEach(
                                        (other, condition) -> {
                                            var once =
                                                    "no".equals(services.get(other).get("restart"));
                                            assertThat(condition)
                                                    .as(name + " waits for " + other)
                                                    .isEqualTo(
                                                            once
                                                                    ? "service_completed_successfully"
                                                                    : "service_healthy");
                                        }));
    }

    @Test
    void portsAreOpenOnLoopbackOnly() {
        services.forEach(
                (name, service) ->
                        texts(service.get("ports"))
                                .forEach(port -> assertThat(port).as(name).matches(PUBLISHED)));
        services.forEach(
                (name, service) -> assertThat(service).as(name).doesNotContainKey("network_mode"));
    }

    @Test
    void everyMountedPathStandsInTheTreeOrIsBuilt() {
        services.forEach(
                (name, service) ->
                        texts(service.get("volumes")).stream()
                                .filter(volume -> volume.startsWith("."))
                                .forEach(
                                        volume -> {
                                            assertThat(volume).as(name).endsWith(":ro");
                                            var path = volume.split(":", 2)[0];
                                            var built = path.indexOf("/target/");
                                            var stands =
                                                    built < 0
                                                            ? path
                                                            : path.substring(0, built) + "/pom.xml";
                                            assertThat(root.resolve(stands)).as(name).exists();
                                        }));
    }

    @Test
    void everyVariableThatAProgramReadsIsGiven() throws IOException {
        for (var program : PROGRAMS.entrySet()) {
            var read = new TreeSet<String>();
            try (var sources = Files.walk(root.resolve(program.getValue()).resolve("src/main"))) {
                for (var source : sources.filter(Files::isRegularFile).toList()) {
                    if (!source.toString().matches(".*\\.(java|yml|yaml|properties|xml)")) continue;
                    VARIABLE.matcher(Files.readString(source))
                            .results()
                            .forEach(found -> read.add(found.group()));
                }
            }
            read.removeAll(ONLY_ON_ONE_MACHINE);
            var given = environment(program.getKey()).keySet();
            assertThat(given).as(program.getKey()).containsAll(read);
        }
    }

    @Test
    void theConnectorIsTheOneFileAndItsWorkerHasItsVariables() throws IOException {
        assertThat(texts(services.get("connector").get("volumes")))
                .anyMatch(v -> v.startsWith("./cdc-connectors/connectors/operational.json:"));
        var json = Files.readString(root.resolve("cdc-connectors/connectors/operational.json"));
        var named =
                Pattern.compile("\\$\\{env:(\\w+)}")
                        .matcher(json)
                        .results()
                        .map(found -> found.group(1))
                        .collect(Collectors.toSet());
        assertThat(environment("connect").keySet()).containsAll(named);
    }

    @Test
    void secretsHaveNoDefaultAndAreNamedInTheExample() throws IOException {
        var example = Files.readString(root.resolve("deploy/env.example"));
        services.keySet()
                .forEach(
                        service ->
                                environment(service)
                                        .forEach(
                                                (name, value) -> {
                                                    if (!name.endsWith("PASSWORD")) return;
                                                    assertThat(value)
                                                            .as(name)
                                                            .matches("\\$\\{\\w+:\\?.+}");
                                                    var variable =
                                                            value.substring(2, value.indexOf(':'));
                                                    assertThat(example).contains(variable + "=\n");
                                                }));
        assertThat(Files.readAllLines(root.resolve(".gitignore"))).contains(".env");
    }

    @Test
    void theTopicsAreThoseOfEvents() throws IOException {
        var expected = new TreeMap<String, String>();
        for (var topic : Topic.all()) {
            expected.put(
                    topic.name(),
                    topic.partitions()
                            + (topic.compacted()
                                    ? " compact"
                                    : topic.isOfLetters() ? " age" : " keep"));
        }
        var listed = new TreeMap<String, String>();
        try (Stream<String> lines = Files.lines(root.resolve("deploy/kafka/topics.txt"))) {
            lines.filter(line -> !line.startsWith("#"))
                    .map(line -> line.split(" ", 2))
                    .filter(line -> !line[0].matches("connect-.*|__debezium.*"))
                    .forEach(line -> listed.put(line[0], line[1]));
        }
        assertThat(listed).isEqualTo(expected);
    }

    private static Map<String, String> environment(String service) {
        Map<String, Object> environment =
                map(services.get(service).getOrDefault("environment", Map.of()));
        return environment.entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, e -> String.valueOf(e.getValue())));
    }

    private static List<String> texts(Object list) {
        return list == null ? List.of() : ((List<?>) list).stream().map(String::valueOf).toList();
    }

    @SuppressWarnings("unchecked") // YAML's maps have text keys.
    private static <V> Map<String, V> map(Object yaml) {
        return (Map<String, V>) yaml;
    }

    private static Map<String, String> waits(Map<String, Object> service) {
        Map<String, Map<String, String>> waits = map(service.getOrDefault("depends_on", Map.of()));
        return waits.entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, e -> e.getValue().get("condition")));
    }
}
