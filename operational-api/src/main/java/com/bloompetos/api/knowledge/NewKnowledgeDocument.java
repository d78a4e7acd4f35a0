package com.bloompetos.api.knowledge;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

/**
 * A document of the whole chain; its words are not changed any more. A new version is another one.
 *
 * @param mediaType plain text when it is not said
 */
record NewKnowledgeDocument(
        @NotNull @NotBlank @Size(min = 1, max = 200) String title,
        @Nullable @Pattern(regexp = "text/plain|text/markdown") String mediaType,
        @NotNull @NotBlank @Size(min = 1, max = MOST_CHARACTERS) String text) {
    static final int MOST_CHARACTERS = 100_000;

    String mediaTypeOrPlain() {
        return mediaType == null ? "text/plain" : mediaType;
    }
}
