package com.bloompetos.api.payment;

import com.bloompetos.api.problem.Problem;
import com.bloompetos.api.problem.ProblemType;
import java.util.UUID;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/** What a provider says of a charge; its signature has been checked. */
record PaymentEvent(String id, String type, String reference, UUID organizationId, UUID intentId) {
    static final String SUCCEEDED = "payment_intent.succeeded";
    static final String FAILED = "payment_intent.payment_failed";

    static PaymentEvent of(byte[] payload, ObjectMapper json) {
        try {
            var event = json.readTree(payload);
            var intent = event.path("data").path("object");
            var metadata = intent.path("metadata");
            return new PaymentEvent(
                    text(event, "id"),
                    text(event, "type"),
                    text(intent, "id"),
                    UUID.fromString(text(metadata, "organization_id")),
                    UUID.fromString(text(metadata, "intent_id")));
        } catch (JacksonException | IllegalArgumentException unreadable) {
            throw Problem.invalid(
                    ProblemType.INVALID_FIELD, "data", "The event is none of a charge of ours.");
        }
    }

    private static String text(JsonNode node, String field) {
        var value = node.path(field);
        if (!value.isString()) {
            throw new IllegalArgumentException(field + " is missing");
        }
        return value.asString();
    }
}
