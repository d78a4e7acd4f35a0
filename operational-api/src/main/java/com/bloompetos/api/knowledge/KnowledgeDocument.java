package com.bloompetos.api.knowledge;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A document of a chain.
 *
 * @param passages how many parts it is quoted by
 * @param text only where one document is asked for
 */
record KnowledgeDocument(
        UUID documentId,
        String title,
        String mediaType,
        int characters,
        int passages,
        UUID uploadedBy,
        Instant createdAt,
        @Nullable String text) {}
