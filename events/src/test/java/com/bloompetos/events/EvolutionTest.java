package com.bloompetos.events;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.SchemaValidatorBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Released schemas are promises: today's programs read yesterday's records, and yesterday's read
 * today's.
 */
class EvolutionTest {
    private static final Path CURRENT = Path.of("src/main/avro");
    private static final Path RELEASED = Path.of("src/test/resources/released");

    static List<Path> released() {
        return filesIn(RELEASED);
    }

    @ParameterizedTest
    @MethodSource("released")
    void aReleasedSchemaStaysReadableBothWays(Path released) throws Exception {
        var now =
                filesIn(CURRENT).stream()
                        .filter(file -> file.getFileName().equals(released.getFileName()))
                        .findFirst();
        assertThat(now).as("a released schema never disappears").isPresent();
        new SchemaValidatorBuilder()
                .mutualReadStrategy()
                .validateLatest()
                .validate(parse(now.orElseThrow()), List.of(parse(released)));
    }

    @Test
    void everySchemaIsReleasedAndEveryFieldExplained() {
        assertThat(filesIn(CURRENT).stream().map(Path::getFileName))
                .containsExactlyInAnyOrderElementsOf(
                        released().stream().map(Path::getFileName).toList());
        for (var file : filesIn(CURRENT)) {
            for (var field : parse(file).getFields()) {
                assertThat(field.doc()).as(file.getFileName() + "." + field.name()).isNotBlank();
            }
        }
    }

    private static Schema parse(Path file) {
        try {
            return new Schema.Parser().parse(Files.readString(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<Path> filesIn(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(".avsc")).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
