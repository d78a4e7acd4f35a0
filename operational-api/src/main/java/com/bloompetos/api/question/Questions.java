package com.bloompetos.api.question;

import com.bloompetos.api.access.Caller;
import com.bloompetos.api.knowledge.DocumentAnswer;
import com.bloompetos.api.knowledge.DocumentAnswers;
import com.bloompetos.api.kpi.KpiScope;
import com.bloompetos.api.kpi.KpiScopes;
import com.bloompetos.insight.kpi.KpiCatalogue;
import com.bloompetos.insight.question.Grammar;
import com.bloompetos.insight.question.Meaning;
import com.bloompetos.insight.question.Place;
import com.bloompetos.insight.question.Query;
import com.bloompetos.insight.question.Refusal;
import com.bloompetos.insight.question.Why;
import java.time.Clock;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Service;

/** Answers questions behind the walls of who asks. */
@Service
class Questions {
    private final Grammar shared;
    private final Readers readers;
    private final KpiScopes scopes;
    private final Answers answers;
    private final Explanations explanations;
    private final Suggestions suggestions;
    private final DocumentAnswers documents;
    private final Clock clock = Clock.systemUTC();

    Questions(
            KpiCatalogue catalogue,
            Readers readers,
            KpiScopes scopes,
            Answers answers,
            Explanations explanations,
            Suggestions suggestions,
            DocumentAnswers documents) {
        this.shared = new Grammar(catalogue);
        this.readers = readers;
        this.scopes = scopes;
        this.answers = answers;
        this.explanations = explanations;
        this.suggestions = suggestions;
        this.documents = documents;
    }

    QuestionAnswer answer(Caller caller, NewQuestion asked) {
        var question = asked.question();
        if (asked.isForDocuments()) {
            var said = documents.to(caller, question);
            return new QuestionAnswer(question, said.sentence(), null, null, said, null);
        }
        var reader = readers.of(caller);
        var grammar = shared.of(reader.places(), reader.services());
        var everything = scope(caller, null);
        var understood = grammar.understand(question, everything.runningDay(clock));
        if (understood instanceof Meaning meant && meant.place() != null) {
            // Elsewhere it may be another day already: today is that of the place.
            var scope = scope(caller, meant.place());
            understood = grammar.understand(question, scope.runningDay(clock));
            if (understood instanceof Meaning there) {
                return answer(question, there, reader, scope);
            }
        }
        if (understood instanceof Meaning meant) {
            return answer(question, meant, reader, everything);
        }
        var today = everything.runningDay(clock);
        var refusal =
                suggestions.more(
                        question,
                        (Refusal) understood,
                        one -> grammar.understand(one, today) instanceof Query);
        return refused(question, refusal, asked.isForKpis() ? null : said(caller, question));
    }

    private QuestionAnswer answer(String question, Meaning meant, Reader reader, KpiScope scope) {
        return meant instanceof Why why
                ? explanations.to(question, why, reader, scope)
                : answers.to(question, (Query) meant, reader, scope, scope.runningDay(clock));
    }

    private KpiScope scope(Caller caller, @Nullable Place place) {
        return place == null
                ? scopes.of(caller, KpiScope.Kind.ORGANIZATION, caller.organizationId())
                : scopes.of(
                        caller,
                        KpiScope.Kind.valueOf(place.kind().name()),
                        UUID.fromString(place.id()));
    }

    /** A refusal needs no warehouse: without it nothing is said of the documents. */
    private @Nullable DocumentAnswer said(Caller caller, String question) {
        try {
            return documents.isAny(caller) ? documents.to(caller, question) : null;
        } catch (DataAccessException away) {
            return null;
        }
    }

    private static QuestionAnswer refused(
            String question, Refusal refusal, @Nullable DocumentAnswer said) {
        return new QuestionAnswer(
                question,
                said == null
                        ? refusal.sentence()
                        : said.quotes().isEmpty()
                                ? refusal.sentence() + " " + said.sentence()
                                : said.sentence(),
                null,
                new QuestionAnswer.Refused(
                        refusal.reason().name().toLowerCase(Locale.ROOT),
                        refusal.words(),
                        refusal.nearest()),
                said,
                null);
    }
}
