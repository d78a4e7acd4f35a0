package com.bloompetos.local.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.bloompetos.local.runner.SharedApiStack;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Schemathesis against the served document: whatever it makes up, no answer is a 5xx and none
 * breaks the contract. Its environment is made here once; without Python, or without a way to PyPI,
 * the test says so and is skipped.
 */
@ExtendWith(SharedApiStack.class)
class ContractIT {
    private static final String VERSION = "4.32.5";
    private static final Path ENVIRONMENT = Path.of("target/schemathesis").toAbsolutePath();

    @Test
    void noAnswerBreaksTheContract() throws Exception {
        var program = program();
        var stack = SharedApiStack.get();
        var world = World.newOrganization(stack);
        var command =
                List.of(
                        program.toString(),
                        "run",
                        stack.apiUrl() + "/v3/api-docs",
                        "--url",
                        stack.apiUrl(),
                        "--header",
                        "Authorization: Bearer " + world.token(stack, "admin"),
                        "--checks",
                        "not_a_server_error,status_code_conformance,content_type_conformance,"
                                + "response_headers_conformance,response_schema_conformance",
                        // The figures come from the warehouse, which is not here; a stream does not
                        // end.
                        "--exclude-path-regex",
                        "/kpis/|[/-]questions$|/risks$|/stock-forecasts$|/stream$",
                        "--phases",
                        "examples,coverage,fuzzing",
                        "--max-examples",
                        System.getProperty("bloom.contract.examples", "15"),
                        "--seed",
                        "20260101",
                        "--continue-on-failure",
                        "--no-color");
        // On a busy machine the document's first answer takes longer than the program waits.
        assertThat(new Http(stack.apiUrl(), "").get("/v3/api-docs").status()).isEqualTo(200);
        var log = ENVIRONMENT.resolveSibling("schemathesis.log");
        var run = run(command, log, 1200);
        assertThat(run).as(Files.readString(log)).isZero();
    }

    private static Path program() throws IOException, InterruptedException {
        var program = ENVIRONMENT.resolve("bin/schemathesis");
        var log = ENVIRONMENT.resolveSibling("schemathesis-install.log");
        if (!Files.exists(program)) {
            Files.createDirectories(ENVIRONMENT.getParent());
            boolean hasPython =
                    isThere("python3")
                            && run(
                                            List.of(
                                                    "python3",
                                                    "-m",
                                                    "venv",
                                                    ENVIRONMENT.toString()),
                                            log,
                                            120)
                                    == 0;
            say(hasPython, "Python 3 with venv is not here");
            boolean isInstalled =
                    run(
                                    List.of(
                                            ENVIRONMENT.resolve("bin/pip").toString(),
                                            "install",
                                            "--quiet",
                                            "schemathesis==" + VERSION),
                                    log,
                                    300)
                            == 0;
            say(isInstalled, "schemathesis cannot be installed from PyPI, see " + log);
        }
        return program;
    }

    private static void say(boolean isGood, String reason) {
        if (!isGood) System.out.println("The contract is not fuzzed: " + reason + ".");
        assumeTrue(isGood, reason);
    }

    private static boolean isThere(String program) {
        for (var folder : System.getenv("PATH").split(":")) {
            if (Files.isExecutable(Path.of(folder, program))) return true;
        }
        return false;
    }

    private static int run(List<String> command, Path log, int seconds)
            throws IOException, InterruptedException {
        var process =
                new ProcessBuilder(new ArrayList<>(command))
                        // It keeps a cache where it runs.
                        .directory(ENVIRONMENT.getParent().toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(log.toFile())
                        .start();
        if (!process.waitFor(seconds, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new AssertionError(command.get(0) + " took longer than " + seconds + " s");
        }
        return process.exitValue();
    }
}
