package com.bloompetos.local.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Who may depend on whom: running modules meet in topics and views, never in code. */
class ModuleArrowsTest {
    private static final Path ROOT = Path.of("../..").toAbsolutePath().normalize();
    private static final List<String> MODULES =
            List.of(
                    "insight-rules",
                    "events",
                    "operational-api",
                    "stream-jobs/flink-jobs",
                    "stream-jobs/kafka-streams-jobs",
                    "warehouse-ddl",
                    "local-stack/embedded-clickhouse",
                    "local-stack/runner");
    private static final JavaClasses CLASSES =
            new ClassFileImporter()
                    .importPaths(
                            MODULES.stream()
                                    .map(module -> ROOT.resolve(module).resolve("target/classes"))
                                    .toList());

    private static final String INSIGHT = "com.bloompetos.insight..";
    private static final String EVENTS = "com.bloompetos.events..";
    private static final String STREAM = "com.bloompetos.stream..";
    private static final String API = "com.bloompetos.api..";
    private static final String WAREHOUSE = "com.bloompetos.warehouse..";
    private static final String LOCAL = "com.bloompetos.local..";

    @Test
    void everyModuleIsLookedAt() {
        for (var packages : List.of(INSIGHT, EVENTS, STREAM, API, WAREHOUSE, LOCAL)) {
            var prefix = packages.substring(0, packages.length() - 1);
            assertThat(CLASSES.stream().filter(type -> type.getName().startsWith(prefix)))
                    .as(packages)
                    .isNotEmpty();
        }
    }

    @Test
    void rulesAndModelsDependOnNoOtherModule() {
        mustNotReach(INSIGHT, EVENTS, STREAM, API, WAREHOUSE, LOCAL);
    }

    @Test
    void eventsDependOnNoOtherModule() {
        mustNotReach(EVENTS, INSIGHT, STREAM, API, WAREHOUSE, LOCAL);
    }

    @Test
    void streamsDependOnEventsAndRulesAlone() {
        mustNotReach(STREAM, API, WAREHOUSE, LOCAL);
    }

    @Test
    void theApiNeverReachesIntoJobsOrTheWarehousesTools() {
        mustNotReach(API, STREAM, WAREHOUSE, LOCAL);
    }

    @Test
    void theMigratorDependsOnRulesAlone() {
        mustNotReach(WAREHOUSE, EVENTS, STREAM, API, LOCAL);
    }

    @Test
    void theCommandStartsJobsAsProgramsOfTheirOwn() {
        mustNotReach(LOCAL, STREAM); // Their classes are not on its class path.
    }

    @Test
    void rulesNeedNoFramework() {
        noClasses()
                .that()
                .resideInAPackage(INSIGHT)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "org.springframework..",
                        "org.apache.kafka..",
                        "org.apache.flink..",
                        "org.apache.avro..")
                .check(CLASSES);
    }

    @Test
    void featuresFormNoCycles() {
        for (var root : Stream.of(INSIGHT, EVENTS, STREAM, API, WAREHOUSE).toList()) {
            var prefix = root.substring(0, root.length() - 2);
            slices().matching(prefix + ".(*)..")
                    .should()
                    .beFreeOfCycles()
                    .allowEmptyShould(true)
                    .check(CLASSES);
        }
    }

    private static void mustNotReach(String from, String... to) {
        noClasses()
                .that()
                .resideInAPackage(from)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(to)
                .check(CLASSES);
    }
}
