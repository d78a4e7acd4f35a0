package com.bloompetos.api.knowledge;

import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * How much a passage is like a question, and whether that is enough to quote it as an answer. The
 * limits are measured by {@code QuotedOrRefusedTest}: meaning alone also finds policies about
 * something near, and words alone those about something else.
 *
 * @param meaning cosine of the angle between the two
 * @param words share of the question's own words that the passage has
 */
record Likeness(double meaning, double words) {
    /** So near that a third of the words is enough. */
    private static final double NEAR_MEANING = 0.57;

    private static final double FEW_WORDS = 0.3;

    /** So many of the words that it need not be that near. */
    private static final double MANY_WORDS = 0.7;

    private static final double FAR_MEANING = 0.35;

    private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{N}]+");

    /** Words that questions are made of, whatever they are about. */
    private static final Set<String> SMALL =
            Set.of(
                    ("a about after all am an and any are as at be been before but by can could did do does doing for from"
                                    + " get give had has have how i if in into is it its just may me must my need no not of on"
                                    + " or our out over shall should so some tell than that the their them then there these"
                                    + " they this those to up us was we were what when where which who whom whose why will with"
                                    + " would you your please say says policy rule document happen happens many much long often")
                            .split(" "));

    static Likeness of(String question, String passage, double meaning) {
        var asked = stems(question);
        var said = stems(passage);
        long shared = asked.stream().filter(said::contains).count();
        return new Likeness(meaning, asked.isEmpty() ? 0 : (double) shared / asked.size());
    }

    boolean isEnough() {
        return (meaning >= NEAR_MEANING && words >= FEW_WORDS)
                || (meaning >= FAR_MEANING && words >= MANY_WORDS);
    }

    private static Set<String> stems(String text) {
        var stems = new HashSet<String>();
        for (var word = WORD.matcher(text.toLowerCase(Locale.ROOT)); word.find(); ) {
            if (!SMALL.contains(word.group())) {
                stems.add(stem(word.group()));
            }
        }
        return stems;
    }

    /** Endings that do not change what a word is about. */
    private static String stem(String word) {
        var stem = word;
        for (var ending :
                new String[] {
                    "ations", "ation", "ings", "ing", "ies", "ied", "ed", "es", "s", "e", "y"
                }) {
            if (stem.length() - ending.length() >= 3 && stem.endsWith(ending)) {
                stem = stem.substring(0, stem.length() - ending.length());
                break;
            }
        }
        boolean isDoubled =
                stem.length() > 3
                        && stem.charAt(stem.length() - 1) == stem.charAt(stem.length() - 2);
        return isDoubled ? stem.substring(0, stem.length() - 1) : stem;
    }
}
