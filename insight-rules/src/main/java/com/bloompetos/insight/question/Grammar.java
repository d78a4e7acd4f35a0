package com.bloompetos.insight.question;

import com.bloompetos.insight.kpi.KpiCatalogue;
import com.bloompetos.insight.question.Phrase.Kind;
import com.bloompetos.insight.question.Refusal.Reason;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Understands questions of one reader: every word of a question belongs to a phrase, the phrases
 * stand in an order that has a meaning, and all ways to read it mean the same. Otherwise it is
 * refused, with the words that were not understood and questions near it that have an answer.
 */
public final class Grammar {
    private static final int MOST_WORDS = 60;

    /** The orders of phrases that mean something, by the letters of their kinds. */
    private static final Pattern ORDERS =
            Pattern.compile(
                    "[TPS]*L?[TPSD]*K[TPSGWCA]*E?" // net sales in Austin last week by day
                            + "|[TP]*L?Q[TPSW]*[VA]?HK[TPSWA]*E?" // which branch had the highest …
                            + "|[TP]*L?[U#][TPSW]*XHK[TPSW]*E?" // the branch with the highest …
                            + "|L?HK[TPSW]*G[TPSW]*E?" // the highest … by branch
                            + "|[TP]*L?N[TPSW]*BK[TPSW]*E?" // top 3 branches by …
                            + "|Y[TPS]*[KZ][TPSA]*M[TPSOC]*E?" // why did … fall last week
                            + "|Y[TS]*P[TS]*M[TSOC]*E?"); // why did Riverside fall on Saturday

    private final KpiCatalogue catalogue;
    private final Vocabulary vocabulary;
    private final NearQuestions near;

    /** The grammar of somebody who has no places: what all readers share is made once. */
    public Grammar(KpiCatalogue catalogue) {
        this(catalogue, new Vocabulary(catalogue));
    }

    private Grammar(KpiCatalogue catalogue, Vocabulary vocabulary) {
        this.catalogue = catalogue;
        this.vocabulary = vocabulary;
        this.near = new NearQuestions(catalogue, vocabulary);
    }

    /** The same with the names of one reader's places, and of what their chain sells. */
    public Grammar of(Collection<Place> places, Collection<SoldService> services) {
        return new Grammar(catalogue, new Vocabulary(vocabulary, places, services));
    }

    /**
     * @param today the day that runs where the question is about
     */
    public Understanding understand(String question, LocalDate today) {
        var understood = read(question, today);
        return understood instanceof Refusal refusal && refusal.nearest().isEmpty()
                ? refusal.withNearest(
                        near.to(question, refusal).stream()
                                .filter(one -> read(one, today) instanceof Meaning)
                                .distinct()
                                .limit(3)
                                .toList())
                : understood;
    }

    /** Without what is near: that is looked for only when somebody is there to read it. */
    Understanding read(String question, LocalDate today) {
        var words = Words.of(question);
        if (words.all().isEmpty() || words.all().size() > MOST_WORDS) {
            return refuse(Reason.NO_KPI, "Ask one question of at most " + MOST_WORDS + " words.");
        }
        var phrases = new ArrayList<List<Phrase>>();
        for (int at = 0; at < words.all().size(); at++) {
            phrases.add(vocabulary.at(words, at, today));
        }
        var unknown = vocabulary.strangers(unknown(words, phrases));
        if (!unknown.isEmpty()) {
            return new Refusal(
                    Reason.UNKNOWN_WORD,
                    unknown,
                    "I do not understand " + quoted(unknown) + ".",
                    List.of());
        }
        var readings = new ArrayList<List<Phrase>>();
        read(phrases, 0, new ArrayList<>(), readings);
        return meaning(phrases, readings, today);
    }

    private static Understanding meaning(
            List<List<Phrase>> phrases, List<List<Phrase>> readings, LocalDate today) {
        var queries = new LinkedHashSet<Meaning>();
        var refusals = new LinkedHashSet<Refusal>();
        for (var reading : readings) {
            var understood = new Reading(reading, today).query();
            if (understood instanceof Meaning meant) {
                queries.add(meant);
            } else if (understood instanceof Refusal refusal) {
                refusals.add(refusal);
            }
        }
        if (queries.size() == 1 && refusals.stream().allMatch(Grammar::isOnlyAnotherReading)) {
            return queries.iterator().next();
        }
        if (queries.size() > 1) {
            return new Refusal(
                    Reason.AMBIGUOUS,
                    List.of(),
                    "This can mean "
                            + String.join(
                                    ", or ",
                                    queries.stream().map(Meaning::words).distinct().toList())
                            + ".",
                    queries.stream()
                            .filter(Query.class::isInstance)
                            .map(Query.class::cast)
                            .map(Sentences::question)
                            .distinct()
                            .toList());
        }
        return refusals.isEmpty() ? notInThisOrder(phrases) : refusals.iterator().next();
    }

    /**
     * Of two readings one has no answer: what is left is what was meant. Not so where a name is
     * that of two KPIs and one of them cannot be taken apart.
     */
    private static boolean isOnlyAnotherReading(Refusal refusal) {
        return refusal.reason() != Reason.AMBIGUOUS && refusal.reason() != Reason.WHY;
    }

    private static Refusal notInThisOrder(List<List<Phrase>> phrases) {
        boolean hasKpi =
                phrases.stream().flatMap(List::stream).anyMatch(one -> one.kind() == Kind.KPI);
        return hasKpi
                ? refuse(
                        Reason.OTHER_ORDER,
                        "I know each of these words, but not what they ask together.")
                : refuse(Reason.NO_KPI, "I find no KPI in this question.");
    }

    /** Words that are in no phrase at all, whatever the rest means. */
    private static List<String> unknown(Words words, List<List<Phrase>> phrases) {
        var isKnown = new boolean[words.all().size()];
        for (int at = 0; at < isKnown.length; at++) {
            for (var phrase : phrases.get(at)) {
                for (int word = at; word < phrase.until(); word++) {
                    isKnown[word] = true;
                }
            }
        }
        var unknown = new ArrayList<String>();
        for (int at = 0; at < isKnown.length; at++) {
            if (!isKnown[at]) {
                unknown.add(words.all().get(at).text());
            }
        }
        return unknown.stream().distinct().toList();
    }

    /** Every way to cut the words into phrases whose order means something. */
    private static void read(
            List<List<Phrase>> phrases, int at, List<Phrase> before, List<List<Phrase>> readings) {
        if (at == phrases.size()) {
            if (ORDERS.matcher(letters(before)).matches()) {
                readings.add(List.copyOf(before));
            }
            return;
        }
        for (var phrase : phrases.get(at)) {
            before.add(phrase);
            var order = ORDERS.matcher(letters(before));
            if (order.matches() || order.hitEnd()) {
                read(phrases, phrase.until(), before, readings);
            }
            before.remove(before.size() - 1);
        }
    }

    private static String letters(List<Phrase> phrases) {
        var letters = new StringBuilder();
        phrases.forEach(phrase -> letters.append(phrase.kind().letter));
        return letters.toString();
    }

    static Refusal refuse(Reason reason, String sentence) {
        return new Refusal(reason, List.of(), sentence, List.of());
    }

    private static String quoted(List<String> words) {
        return String.join(", ", words.stream().map(word -> "“" + word + "”").toList());
    }
}
