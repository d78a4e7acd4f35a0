package com.bloompetos.local.clickhouse;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * clickhouse-connect as it is, in a virtual environment that stays in {@code target} for the next
 * time.
 */
class PythonClientTest {
    private static final Path SCRIPTS = Path.of("src/test/resources/python").toAbsolutePath();
    private static final Path ENVIRONMENT = Path.of("target/python").toAbsolutePath();

    @TempDir private Path directory;

    @Test
    void pythonsOwnClientInsertsAndReads() throws Exception {
        var python = python();
        try (var server = ContractServer.of(directory)) {
            var url = URI.create(server.url());
            var ran =
                    run(
                            List.of(
                                    python,
                                    SCRIPTS.resolve("contract.py").toString(),
                                    url.getHost(),
                                    String.valueOf(url.getPort()),
                                    server.user(),
                                    server.password()));
            assertThat(ran).contains("all of it");
        }
    }

    /** Made once per list of requirements. */
    private static String python() throws Exception {
        var wanted = Files.readString(SCRIPTS.resolve("requirements.txt"));
        var made = ENVIRONMENT.resolve("requirements.txt");
        var python = ENVIRONMENT.resolve("bin/python").toString();
        if (Files.exists(made) && Files.readString(made).equals(wanted)) {
            return python;
        }
        try {
            run(List.of("python3", "-m", "venv", "--clear", ENVIRONMENT.toString()));
        } catch (IOException | AssertionError absent) {
            abort(
                    "SKIPPED: no Python 3 with venv here, so clickhouse-connect was not tried: "
                            + absent.getMessage());
        }
        var install = new ArrayList<>(List.of(python, "-m", "pip", "install", "--quiet"));
        install.addAll(List.of("--disable-pip-version-check", "-r"));
        install.add(SCRIPTS.resolve("requirements.txt").toString());
        run(install);
        Files.writeString(made, wanted);
        return python;
    }

    private static String run(List<String> command) throws IOException, InterruptedException {
        var process = new ProcessBuilder(command).redirectErrorStream(true).start();
        var output = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertThat(process.waitFor(300, TimeUnit.SECONDS)).as(command.toString()).isTrue();
        assertThat(process.exitValue()).as(output).isZero();
        return output;
    }
}
