package com.bloompetos.api.question;

import com.bloompetos.api.insight.Reason;
import com.bloompetos.api.insight.Reasons;
import com.bloompetos.api.kpi.FreshnessReader;
import com.bloompetos.api.kpi.KpiScope;
import com.bloompetos.insight.question.Why;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** Answers why a number moved, or says that it did not. */
@Component
class Explanations {
    private final Reasons reasons;
    private final FreshnessReader freshness;

    Explanations(Reasons reasons, FreshnessReader freshness) {
        this.reasons = reasons;
        this.freshness = freshness;
    }

    QuestionAnswer to(String question, Why why, Reader reader, KpiScope scope) {
        var services = why.services();
        var place =
                new Reasons.Place(
                        scope.organizationId(),
                        Answers.place(why.place(), reader, scope),
                        scope.currency(),
                        scope.branchIds(),
                        services == null
                                ? List.of()
                                : services.ids().stream().map(UUID::fromString).toList());
        var found =
                why.looks().stream().map(look -> reasons.of(look, place, why.contrast())).toList();
        var now = why.contrast().now();
        return new QuestionAnswer(
                question,
                found.stream()
                        .map(reason -> premise(why, reason) + reason.sentence())
                        .collect(Collectors.joining("\n")),
                null,
                null,
                null,
                new QuestionAnswer.Explained(
                        why.words(),
                        place.name(),
                        now.from(),
                        now.to(),
                        why.contrast().before().stream()
                                .map(days -> new QuestionAnswer.Stretch(days.from(), days.to()))
                                .toList(),
                        new QuestionAnswer.Branches(
                                scope.sites().size(), scope.sites().size(), scope.of()),
                        found,
                        notes(why, scope),
                        freshness.now()));
    }

    /** What the question takes for granted is not repeated where it is not so. */
    private static String premise(Why why, Reason reason) {
        return switch (why.moved()) {
            case FELL -> reason.moved() < 0 ? "" : "It did not fall. ";
            case ROSE -> reason.moved() > 0 ? "" : "It did not rise. ";
            case CHANGED -> reason.moved() == 0 ? "It did not change. " : "";
        };
    }

    private static List<String> notes(Why why, KpiScope scope) {
        var notes = new ArrayList<String>();
        notes.add("What a change is made of is counted; what caused it is for people to judge.");
        if (scope.sites().size() < scope.of()) {
            notes.add(
                    "Over the %d branches that you may see, of %d."
                            .formatted(scope.sites().size(), scope.of()));
        }
        if (why.services() != null) {
            notes.add("Of " + why.services().name() + " alone.");
        }
        return notes;
    }
}
