package com.bloompetos.api.board;

import com.bloompetos.api.board.Board.PartState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** The supervisor's state file, where one is given; in containers the engine watches the parts. */
@Component
class PartStates {
    private static final Logger log = LoggerFactory.getLogger(PartStates.class);

    private final @Nullable Path file;
    private final JsonMapper json;
    private List<PartState> last = List.of();

    PartStates(@Value("${BLOOM_STATUS_FILE:}") String file, JsonMapper json) {
        this.file = file.isBlank() ? null : Path.of(file);
        this.json = json;
    }

    List<PartState> now() {
        if (file == null || !Files.exists(file)) {
            return List.of();
        }
        try {
            last =
                    json.readTree(Files.readAllBytes(file))
                            .path("parts")
                            .valueStream()
                            .map(
                                    part ->
                                            new PartState(
                                                    part.path("part").asString(""),
                                                    part.path("state").asString("")))
                            .toList();
        } catch (IOException | JacksonException torn) {
            log.warn("the parts' state cannot be read: {}", torn.getMessage());
        }
        return last;
    }
}
