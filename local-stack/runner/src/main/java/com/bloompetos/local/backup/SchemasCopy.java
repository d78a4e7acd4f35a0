package com.bloompetos.local.backup;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/** The registry's schemas with their ids, without which no record could be read. */
public final class SchemasCopy {
    private static final String FILE = "schemas.zip";

    private final URI admin;
    private final HttpClient http;

    /**
     * @param registry as its Confluent interface is addressed
     */
    public SchemasCopy(URI registry, HttpClient http) {
        this.admin = registry.resolve("/apis/registry/v2/admin/");
        this.http = http;
    }

    public void write(BackupFolder folder) throws IOException, InterruptedException {
        var request =
                HttpRequest.newBuilder(admin.resolve("export"))
                        .header("Accept", "application/zip")
                        .timeout(Duration.ofMinutes(1))
                        .build();
        var answer = http.send(request, BodyHandlers.ofByteArray());
        if (answer.statusCode() != 200) {
            throw new IOException("the registry gives no schemas: " + answer.statusCode());
        }
        try (var out = folder.write(FILE)) {
            out.write(answer.body());
        }
    }

    /** Into a registry that is empty, so that each schema keeps its id. */
    public void restore(BackupFolder folder) throws IOException, InterruptedException {
        var request =
                HttpRequest.newBuilder(admin.resolve("import"))
                        .header("Content-Type", "application/zip")
                        .timeout(Duration.ofMinutes(2))
                        .POST(HttpRequest.BodyPublishers.ofFile(folder.path(FILE)))
                        .build();
        var answer = http.send(request, BodyHandlers.ofString());
        if (answer.statusCode() / 100 != 2) {
            throw new IOException("the registry takes no schemas: " + answer.body());
        }
    }
}
