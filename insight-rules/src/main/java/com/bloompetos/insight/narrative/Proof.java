package com.bloompetos.insight.narrative;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Judges whether a text says what a narrative says and nothing else: the same values in the same
 * order, and between them only words that claim nothing. What somebody hid in a name, a number of
 * another origin, a "not" or an address have no place in it.
 */
public final class Proof {
    private static final Pattern WORD =
            Pattern.compile("[\\p{L}\\p{N}_@/#%$€£&+=<>{}\\[\\]|\\\\~^*-]+");

    private static final int LONGEST = 600;

    private static final Set<String> WORDS =
            Set.of(
                    ("a about across ahead all also and appointments are as at between board booked business by came"
                                    + " change changed clients comes compared each for from had has have here hidden hours in"
                                    + " instead is it its kept last main mainly most mostly of on one out over part pets place"
                                    + " saw so stake stands than that the their them there these they this those to usual"
                                    + " usually was week were what where which while with")
                            .split(" "));

    private Proof() {}

    /** Why the text cannot stand; empty when it can. */
    public static Optional<String> objection(String text, Narrative narrative) {
        if (text.length() > LONGEST) {
            return Optional.of("too long");
        }
        int at = 0;
        for (var binding : narrative.bindings()) {
            int found = find(text, binding.text(), at);
            if (found < 0) {
                return Optional.of("without " + binding.name());
            }
            var stranger = stranger(text.substring(at, found));
            if (stranger.isPresent()) {
                return stranger;
            }
            at = found + binding.text().length();
        }
        return stranger(text.substring(at));
    }

    private static Optional<String> stranger(String between) {
        var words = WORD.matcher(between);
        while (words.find()) {
            if (!WORDS.contains(words.group().toLowerCase(Locale.ROOT))) {
                return Optional.of("says " + words.group());
            }
        }
        return between.chars().anyMatch(each -> each < ' ' || Character.isSurrogate((char) each))
                ? Optional.of("has characters that nobody reads")
                : Optional.empty();
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
