package com.bloompetos.local.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.bloompetos.events.Topic;
import com.bloompetos.local.clickhouse.access.Walls;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Nobody adds a table without saying who sees it. */
class WallsCoverageTest {
    private static final Path ROOT = Path.of("../..");

    @Test
    void everyTopicsTableAndEveryViewHasAWall() throws IOException {
        var tables = new TreeSet<String>();
        Topic.changes().forEach(topic -> tables.add("raw." + topic.name().replace("cdc.", "")));
        var views = ROOT.resolve("warehouse-ddl/views");
        try (var files = Files.walk(views)) {
            files.filter(file -> file.toString().endsWith(".sql"))
                    .map(file -> views.relativize(file).toString())
                    .forEach(file -> tables.add(file.replace(".sql", "").replace('/', '.')));
        }
        assertThat(Walls.read(ROOT.resolve("warehouse-ddl/walls/walls.txt")).tables())
                .containsAll(tables);
    }
}
