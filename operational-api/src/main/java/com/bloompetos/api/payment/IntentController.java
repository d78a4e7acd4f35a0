package com.bloompetos.api.payment;

import com.bloompetos.api.access.Caller;
import com.bloompetos.api.problem.Problem;
import com.bloompetos.api.problem.ProblemType;
import io.swagger.v3.oas.annotations.Hidden;
import jakarta.validation.Valid;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.ObjectMapper;

@RestController
class IntentController {
    private final Intents intents;
    private final WebhookSignature signature;
    private final ObjectMapper json;

    IntentController(Intents intents, WebhookSignature signature, ObjectMapper json) {
        this.intents = intents;
        this.signature = signature;
        this.json = json;
    }

    @PostMapping("/v1/payment-intents")
    ResponseEntity<Intent> create(Caller caller, @Valid @RequestBody NewIntent wish) {
        var made = intents.create(caller, wish);
        return made.created("/v1/payment-intents/" + made.content().intentId());
    }

    @GetMapping("/v1/payment-intents/{intentId}")
    Intent one(Caller caller, @PathVariable UUID intentId) {
        return intents.find(caller, intentId);
    }

    /** Where the provider says what became of a charge. */
    @Hidden
    @PostMapping("/webhooks/payments")
    ResponseEntity<Void> hear(
            @RequestBody byte[] payload,
            @RequestHeader(name = WebhookSignature.HEADER, required = false)
                    @Nullable String header) {
        if (header == null || !signature.isGood(payload, header, Instant.now())) {
            throw Problem.unsigned(
                    ProblemType.BAD_REQUEST, "The signature is missing, wrong or old.");
        }
        intents.hear(PaymentEvent.of(payload, json));
        return ResponseEntity.noContent().build();
    }
}
