package com.bloompetos.local.backup;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a backup consists of. It is written last, so a folder without one was never finished.
 *
 * @param madeAt when the backup was begun: everything committed before is in it
 * @param logPosition up to which the database's log is in it
 * @param files size and checksum by path
 */
public record Manifest(Instant madeAt, long logPosition, Map<String, Entry> files) {
    static final String NAME = "manifest.json";
    private static final int FORMAT = 1;
    private static final ObjectMapper JSON =
            new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    /** Longer than this no copy of people's names may lie around. */
    public static final Duration KEPT = Duration.ofDays(30);

    /** A file as it was written. */
    public record Entry(long bytes, String sha256) {}

    byte[] toJson() throws IOException {
        var document = JSON.createObjectNode();
        document.put("format", FORMAT);
        document.put("made_at", madeAt.toString());
        document.put("delete_after", madeAt.plus(KEPT).toString());
        document.put("log_position", logPosition);
        ObjectNode list = document.putObject("files");
        files.forEach(
                (path, entry) ->
                        list.putObject(path)
                                .put("bytes", entry.bytes())
                                .put("sha256", entry.sha256()));
        return JSON.writeValueAsBytes(document);
    }

    /** The manifest of a folder, which must be a finished backup that this build can read. */
    public static Manifest read(Path folder) throws IOException {
        var file = folder.resolve(NAME);
        if (!Files.exists(file)) {
            throw new Unusable(
                    folder
                            + " is no finished backup: it has no "
                            + NAME
                            + ", which is written last. Take another one.");
        }
        var document = JSON.readTree(file.toFile());
        if (document.path("format").asInt() != FORMAT) {
            throw new Unusable(
                    "%s has the format %s, and this build reads %d: use the build that made it."
                            .formatted(file, document.path("format"), FORMAT));
        }
        var files = new LinkedHashMap<String, Entry>();
        document.path("files")
                .fields()
                .forEachRemaining(
                        entry ->
                                files.put(
                                        entry.getKey(),
                                        new Entry(
                                                entry.getValue().path("bytes").asLong(),
                                                entry.getValue().path("sha256").asText())));
        return new Manifest(
                Instant.parse(document.path("made_at").asText()),
                document.path("log_position").asLong(),
                files);
    }
}
