package com.bloompetos.insight.question;

import com.bloompetos.insight.kpi.Kpi;
import com.bloompetos.insight.kpi.KpiCatalogue;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** Questions near one that was refused: offered to the person, never answered in its place. */
final class NearQuestions {
    private static final int SHORTEST = 4; // Below it two mistyped letters make any word any other.

    /** Words that many names share and that say nothing about which. */
    private static final Set<String> SMALL = Set.of("the", "of", "by", "to", "in", "per", "no");

    private final Collection<Kpi> kpis;
    private final Vocabulary vocabulary;

    NearQuestions(KpiCatalogue catalogue, Vocabulary vocabulary) {
        this.kpis = catalogue.all();
        this.vocabulary = vocabulary;
    }

    /** Candidates, the nearest first; whether they have an answer is for the grammar to say. */
    List<String> to(String question, Refusal refusal) {
        var candidates = new ArrayList<String>();
        if (!refusal.words().isEmpty()) {
            retyped(question, refusal.words(), candidates);
            var rest = question;
            for (var word : refusal.words()) {
                rest = rest.replaceAll("(?i)(?<!\\pL)" + Pattern.quote(word) + "(?!\\pL)", " ");
            }
            candidates.add(rest.strip().replaceAll("\\s+", " "));
        }
        for (var kpi : byWords(question)) {
            var label = kpi.label().toLowerCase(Locale.ROOT);
            candidates.add(label + " last week");
            candidates.add(label + " last month");
            candidates.add(label);
        }
        return candidates;
    }

    /** The question with what was probably meant by its words: somebody still has to ask it. */
    private void retyped(String question, List<String> words, List<String> candidates) {
        var repaired = question;
        for (var word : words) {
            var meant =
                    vocabulary.known().stream()
                            .filter(known -> isNear(word, known))
                            .min(
                                    Comparator.<String>comparingInt(known -> distance(word, known))
                                            .thenComparing(Comparator.naturalOrder()));
            if (meant.isEmpty()) {
                return;
            }
            repaired =
                    repaired.replaceAll(
                            "(?i)(?<!\\pL)" + Pattern.quote(word) + "(?!\\pL)", meant.get());
        }
        candidates.add(repaired);
    }

    private static boolean isNear(String word, String known) {
        int most = word.length() < SHORTEST ? 0 : word.length() < 7 ? 1 : 2;
        return known.length() >= SHORTEST - 1
                && Math.abs(word.length() - known.length()) <= most
                && distance(word, known) <= most;
    }

    private List<Kpi> byWords(String question) {
        var asked = new HashSet<>(Words.stems(question));
        asked.removeAll(SMALL);
        return kpis.stream()
                .filter(kpi -> shared(asked, kpi) > 0)
                .sorted(
                        Comparator.<Kpi>comparingDouble(kpi -> -shared(asked, kpi))
                                .thenComparing(kpi -> kpi.label().length()))
                .limit(4)
                .toList();
    }

    /** How much of the best of its names was said. */
    private static double shared(HashSet<String> asked, Kpi kpi) {
        var names = new ArrayList<>(kpi.askedAs());
        names.add(kpi.label());
        double best = 0;
        for (var name : names) {
            var stems = Words.stems(name);
            long said = stems.stream().filter(asked::contains).count();
            best = Math.max(best, said / (stems.size() + 1.0));
        }
        return best;
    }

    /** Letters added, left out, exchanged or swapped (Damerau-Levenshtein, adjacent swaps). */
    static int distance(String a, String b) {
        var cost = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            for (int j = 0; j <= b.length(); j++) {
                if (i == 0 || j == 0) {
                    cost[i][j] = i + j;
                    continue;
                }
                int same = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
                cost[i][j] =
                        Math.min(
                                Math.min(cost[i - 1][j], cost[i][j - 1]) + 1,
                                cost[i - 1][j - 1] + same);
                if (i > 1
                        && j > 1
                        && a.charAt(i - 1) == b.charAt(j - 2)
                        && a.charAt(i - 2) == b.charAt(j - 1)) {
                    cost[i][j] = Math.min(cost[i][j], cost[i - 2][j - 2] + 1);
                }
            }
        }
        return cost[a.length()][b.length()];
    }
}
