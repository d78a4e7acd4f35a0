package com.bloompetos.api.question;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

/**
 * A question as somebody typed it.
 *
 * @param source where the answer shall come from; without it from the KPIs, and from the documents
 *     where these have none
 */
record NewQuestion(
        @NotNull @Size(min = 1, max = 400) String question,
        @Nullable @Pattern(regexp = "kpis|documents") String source) {
    boolean isForDocuments() {
        return "documents".equals(source);
    }

    boolean isForKpis() {
        return "kpis".equals(source);
    }
}
