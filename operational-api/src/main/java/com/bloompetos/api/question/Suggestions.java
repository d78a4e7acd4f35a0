package com.bloompetos.api.question;

import com.bloompetos.api.knowledge.Embeddings;
import com.bloompetos.insight.kpi.Kpi;
import com.bloompetos.insight.kpi.KpiCatalogue;
import com.bloompetos.insight.question.Refusal;
import com.bloompetos.insight.question.Refusal.Reason;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Questions that mean something near one that was refused, besides those that share its words. They
 * are offered and never answered: somebody still has to ask them.
 */
@Component
class Suggestions {
    /** Below it the nearest KPI is a chance find: what the weather is, for one. */
    static final double LEAST = 0.4;

    static final int MOST = 4;
    private static final int BY_MEANING = 2;

    private final Collection<Kpi> kpis;
    private final Embeddings embeddings;
    private @Nullable CompletableFuture<List<Named>> names;

    Suggestions(KpiCatalogue catalogue, Embeddings embeddings) {
        this.kpis = catalogue.all();
        this.embeddings = embeddings;
    }

    private record Named(Kpi kpi, List<float[]> names) {
        double likeness(float[] question) {
            return names.stream()
                    .mapToDouble(name -> Embeddings.likeness(question, name))
                    .max()
                    .orElse(0);
        }
    }

    /**
     * The refusal with more to ask; as it is while the names are still being worked out, which the
     * first refusal begins.
     */
    Refusal more(String question, Refusal refusal, Predicate<String> hasAnswer) {
        boolean isForeign =
                refusal.reason() == Reason.UNKNOWN_WORD || refusal.reason() == Reason.NO_KPI;
        var known = isForeign ? begun().getNow(List.of()) : List.<Named>of();
        return known.isEmpty()
                ? refusal
                : refusal.withNearest(merged(question, refusal, known, hasAnswer));
    }

    private List<String> merged(
            String question, Refusal refusal, List<Named> known, Predicate<String> hasAnswer) {
        var nearest = new ArrayList<String>(refusal.nearest());
        var more = new ArrayList<String>();
        for (var kpi : near(question, known)) {
            var label = kpi.label().toLowerCase(Locale.ROOT);
            boolean isNamed = nearest.stream().anyMatch(one -> one.contains(label));
            if (!isNamed) {
                List.of(label + " last week", label + " last month", label).stream()
                        .filter(hasAnswer)
                        .findFirst()
                        .ifPresent(more::add);
            }
        }
        // What shares its words comes first: a mistyped word is most often just that.
        int first = Math.min(nearest.size(), MOST - more.size());
        var merged = new ArrayList<>(nearest.subList(0, first));
        merged.addAll(more);
        return merged;
    }

    private List<Kpi> near(String question, List<Named> known) {
        var vector = embeddings.of(question);
        return known.stream()
                .filter(each -> each.likeness(vector) >= LEAST)
                .sorted(Comparator.comparingDouble((Named each) -> -each.likeness(vector)))
                .limit(BY_MEANING)
                .map(Named::kpi)
                .toList();
    }

    private synchronized CompletableFuture<List<Named>> begun() {
        var begun = names;
        if (begun == null) {
            var beginning = new CompletableFuture<List<Named>>();
            names = beginning;
            var thread = new Thread(() -> beginning.complete(names()), "kpi-names");
            thread.setDaemon(true);
            thread.start();
            return beginning;
        }
        return begun;
    }

    private List<Named> names() {
        var named = new ArrayList<Named>();
        for (var kpi : kpis) {
            var texts = new ArrayList<>(kpi.askedAs());
            texts.add(kpi.label());
            texts.add(kpi.label() + ": " + kpi.description());
            named.add(new Named(kpi, texts.stream().map(embeddings::of).toList()));
        }
        return named;
    }

    /** For a test that would not wait. */
    void ready() {
        begun().join();
    }
}
