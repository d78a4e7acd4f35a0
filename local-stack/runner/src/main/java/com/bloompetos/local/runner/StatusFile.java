package com.bloompetos.local.runner;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * The supervisor's state as a file: written whole, read by {@code bloom status}, the page and the
 * benchmarks.
 */
public record StatusFile(Path path) {
    private static final ObjectMapper JSON = new ObjectMapper();

    void write(List<PartStatus> parts) {
        var document = JSON.createObjectNode();
        document.put("written_at", Instant.now().toString());
        var list = document.putArray("parts");
        for (var part : parts) {
            list.addObject()
                    .put("part", part.part())
                    .put("state", part.state())
                    .put("pid", part.pid())
                    .put("restarts", part.restarts())
                    .put("since", part.since().toString())
                    .put("detail", part.detail());
        }
        try {
            var draft = path.resolveSibling(path.getFileName() + ".new");
            Files.writeString(draft, JSON.writeValueAsString(document));
            Files.move(draft, path, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException refused) {
            throw new UncheckedIOException("cannot write " + path, refused);
        }
    }

    public List<PartStatus> read() {
        if (!Files.exists(path)) return List.of();
        try {
            var parts = new ArrayList<PartStatus>();
            for (JsonNode part : JSON.readTree(path.toFile()).path("parts")) {
                parts.add(
                        new PartStatus(
                                part.path("part").asText(),
                                part.path("state").asText(),
                                part.path("pid").asLong(),
                                part.path("restarts").asInt(),
                                Instant.parse(part.path("since").asText()),
                                part.path("detail").asText()));
            }
            return parts;
        } catch (IOException torn) {
            throw new UncheckedIOException("cannot read " + path, torn);
        }
    }
}
