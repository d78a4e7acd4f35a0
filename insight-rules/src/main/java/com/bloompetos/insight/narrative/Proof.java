package com.bloompetos.insight.narrative;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Judges whether a text says what a narrative says and nothing else: the same values in the same
 * order, and between two of them only words that claim nothing and those that the narrative itself
 * says there. What belongs to a value, such as the usual to its direction, follows it word for
 * word. What somebody hid in a name, a number of another origin, a "not" or an address have no
 * place in it.
 */
public final class Proof {
    private static final Pattern WORD =
            Pattern.compile("[\\p{L}\\p{N}_@/#%$€£&+=<>{}\\[\\]|\\\\~^*-]+");

    /** A question mark would turn what is known into what is asked. */
    private static final Pattern MARKS = Pattern.compile("[\\p{L}\\p{N} ,.;:()]*");

    private static final int LONGEST = 600;

    /** All that a template may say between two values. */
    private static final Set<String> WORDS =
            words(
                    "a about across ahead all and appointments at booked bookings business change clients for from hidden"
                            + " hours in is it line missed of on out pets so stake stands that the these through to usual"
                            + " week weeks were what with worth");

    /** Joints between values; none counts, denies, doubts or compares. */
    private static final Set<String> JOINTS =
            words(
                    "a an and as at for had has have in it its of on that the there these this those was were which"
                            + " with");

    /** What follows these is said as the template says it: it is what makes the number a claim. */
    private static final Set<String> BOUND_TO_WHAT_FOLLOWS =
            words(
                    "whole part first direction part_direction slope_direction slope record at_stake volume"
                            + " mix rate");

    private Proof() {}

    private static Set<String> words(String text) {
        return Set.of(text.split(" "));
    }

    /** Why the text cannot stand; empty when it can. */
    public static Optional<String> objection(String text, Narrative narrative) {
        if (text.length() > LONGEST) {
            return Optional.of("too long");
        }
        var gaps = new ArrayList<String>();
        var missing = split(text, narrative, gaps);
        if (missing.isPresent()) {
            return missing;
        }
        var own = new ArrayList<String>();
        split(narrative.text(), narrative, own);
        for (int i = 0; i < gaps.size(); i++) {
            var follows = i == 0 ? "" : narrative.bindings().get(i - 1).name();
            var objection = objection(gaps.get(i), own.get(i), follows);
            if (objection.isPresent()) {
                return objection;
            }
        }
        return Optional.empty();
    }

    private static Optional<String> objection(String gap, String own, String follows) {
        var said = wordsOf(own);
        var stranger =
                wordsOf(gap).stream()
                        .filter(
                                Predicate.not(JOINTS::contains)
                                        .and(word -> !WORDS.contains(word) || !said.contains(word)))
                        .findFirst();
        if (stranger.isPresent()) {
            return stranger.map(word -> "says " + word);
        }
        if (!MARKS.matcher(gap).matches()) {
            return Optional.of("has marks that no sentence needs");
        }
        // A full stop may become a comma; the words may not.
        return BOUND_TO_WHAT_FOLLOWS.contains(follows) && !wordsOf(gap).equals(said)
                ? Optional.of("turns what follows " + follows)
                : Optional.empty();
    }

    private static List<String> wordsOf(String gap) {
        return WORD.matcher(gap)
                .results()
                .map(word -> word.group().toLowerCase(Locale.ROOT))
                .collect(Collectors.toList());
    }

    /** The text between the values; says which value it is without, if it is without one. */
    static Optional<String> split(String text, Narrative narrative, List<String> gaps) {
        int at = 0;
        for (var binding : narrative.bindings()) {
            int found = find(text, binding.text(), at);
            if (found < 0) {
                return Optional.of("without " + binding.name());
            }
            gaps.add(text.substring(at, found));
            at = found + binding.text().length();
        }
        gaps.add(text.substring(at));
        return Optional.empty();
    }

    private static int find(String text, String value, int from) {
        for (int at = text.indexOf(value, from); at >= 0; at = text.indexOf(value, at + 1)) {
            int end = at + value.length();
            boolean begins = at == 0 || !isPart(text, at - 1, value.charAt(0));
            boolean ends =
                    end == text.length() || !isPart(text, end, value.charAt(value.length() - 1));
            if (begins && ends) {
                return at;
            }
        }
        return -1;
    }

    /** A character that would belong to a longer word or number with what stands beside it. */
    private static boolean isPart(String text, int at, char beside) {
        char each = text.charAt(at);
        if (Character.isLetterOrDigit(each) || each == '-' || each == '%') {
            return true;
        }
        boolean isMark = each == '.' || each == ',';
        int next = at + (isMark ? 1 : 0);
        return isMark
                && Character.isDigit(beside)
                && next < text.length()
                && Character.isDigit(text.charAt(next));
    }
}
