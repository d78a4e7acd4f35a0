package com.bloompetos.api.question;

import com.bloompetos.api.access.Caller;
import com.bloompetos.api.kpi.KpiScope;
import com.bloompetos.api.kpi.KpiScopes;
import com.bloompetos.insight.kpi.KpiCatalogue;
import com.bloompetos.insight.question.Grammar;
import com.bloompetos.insight.question.Place;
import com.bloompetos.insight.question.Query;
import com.bloompetos.insight.question.Refusal;
import java.time.Clock;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/** Answers questions behind the walls of who asks. */
@Service
class Questions {
    private final Grammar shared;
    private final Readers readers;
    private final KpiScopes scopes;
    private final Answers answers;
    private final Clock clock = Clock.systemUTC();

    Questions(KpiCatalogue catalogue, Readers readers, KpiScopes scopes, Answers answers) {
        this.shared = new Grammar(catalogue);
        this.readers = readers;
        this.scopes = scopes;
        this.answers = answers;
    }

    QuestionAnswer answer(Caller caller, String question) {
        var reader = readers.of(caller);
        var grammar = shared.of(reader.places(), reader.services());
        var everything = scope(caller, null);
        var understood = grammar.understand(question, everything.runningDay(clock));
        if (understood instanceof Query query && query.place() != null) {
            // Elsewhere it may be another day already: today is that of the place.
            var scope = scope(caller, query.place());
            understood = grammar.understand(question, scope.runningDay(clock));
            if (understood instanceof Query there) {
                return answers.to(question, there, reader, scope, scope.runningDay(clock));
            }
        }
        if (understood instanceof Query query) {
            return answers.to(question, query, reader, everything, everything.runningDay(clock));
        }
        return refused(question, (Refusal) understood);
    }

    private KpiScope scope(Caller caller, @Nullable Place place) {
        return place == null
                ? scopes.of(caller, KpiScope.Kind.ORGANIZATION, caller.organizationId())
                : scopes.of(
                        caller,
                        KpiScope.Kind.valueOf(place.kind().name()),
                        UUID.fromString(place.id()));
    }

    private static QuestionAnswer refused(String question, Refusal refusal) {
        return new QuestionAnswer(
                question,
                refusal.sentence(),
                null,
                new QuestionAnswer.Refused(
                        refusal.reason().name().toLowerCase(Locale.ROOT),
                        refusal.words(),
                        refusal.nearest()));
    }
}
