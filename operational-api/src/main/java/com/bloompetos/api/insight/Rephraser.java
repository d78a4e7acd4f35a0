package com.bloompetos.api.insight;

import com.bloompetos.api.ApiConfiguration;
import com.bloompetos.api.LanguageModel;
import com.bloompetos.insight.narrative.Masked;
import com.bloompetos.insight.narrative.Narrative;
import com.bloompetos.insight.narrative.Proof;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/**
 * Lets a language model say a sentence in other words, where there is one. It is told no name that
 * somebody typed, and what it answers counts only if the sentence's own numbers prove it.
 */
@Component
class Rephraser {
    /** After so many without an answer the service is left alone for a while. */
    private static final int FAILURES = 3;

    private static final Duration REST = Duration.ofMinutes(1);

    private static final String RULES =
            """
            Say the text again as one or two plain English sentences that read well. Keep every number, date, amount, weekday
            and every letter in brackets such as ⟦A⟧ exactly as it is and in the same order. Keep "up from the usual",
            "down from the usual" and "level with the usual" word for word before their number. Use only words of the text and
            little ones such as a, the, had, was, were, which, that, of, in, at, and. Add nothing: no reasons, no advice, no
            greeting, no quotation marks. Answer with the sentences alone.""";

    private final @Nullable LanguageModel model;
    private final @Nullable ChatEndpoint endpoint;
    private final Rephrasings counts;
    private final Clock clock;
    private int failures;
    private Instant rests = Instant.MIN;

    @Autowired
    Rephraser(ApiConfiguration configuration, Rephrasings counts) {
        this(configuration.languageModel(), counts, Clock.systemUTC());
    }

    Rephraser(@Nullable LanguageModel model, Rephrasings counts, Clock clock) {
        this.model = model;
        this.endpoint = model == null ? null : new ChatEndpoint(model);
        this.counts = counts;
        this.clock = clock;
    }

    /** Whether there is anybody to ask, now. */
    boolean isOpen() {
        return endpoint != null && !clock.instant().isBefore(rests);
    }

    String model() {
        return model == null ? "" : model.model();
    }

    /**
     * Other words that say the same; none where the template has to stand.
     *
     * @throws ChatEndpoint.Unanswered where nothing came that could be judged
     */
    Optional<String> rephrase(Narrative narrative) throws ChatEndpoint.Unanswered {
        if (endpoint == null || !isOpen()) {
            throw new ChatEndpoint.Unanswered("closed");
        }
        var masked = Masked.of(narrative);
        try {
            var answer = endpoint.ask(RULES, masked.text());
            failures = 0;
            return judged(answer, masked, narrative);
        } catch (ChatEndpoint.Unanswered failure) {
            counts.rejected(failure.reason());
            if (++failures >= FAILURES) {
                failures = 0;
                rests = clock.instant().plus(REST);
            }
            throw failure;
        }
    }

    private Optional<String> judged(String answer, Masked masked, Narrative narrative) {
        var objection =
                masked.objection(answer)
                        .or(() -> Proof.objection(masked.unmasked(answer), narrative));
        if (objection.isPresent()) {
            counts.rejected("unproven: " + objection.get().split(" ", 2)[0]);
            return Optional.empty();
        }
        counts.accepted();
        return Optional.of(masked.unmasked(answer));
    }
}
