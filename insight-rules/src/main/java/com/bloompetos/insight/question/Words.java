package com.bloompetos.insight.question;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * The words of a question. Everything that is not white space or the mark that ends a sentence is
 * part of a word: what is not understood must not vanish on the way here.
 */
record Words(List<Word> all) {
    private static final Pattern TOKEN =
            Pattern.compile("\\d{4}-\\d{2}-\\d{2}|[\\p{L}\\p{M}]+|\\d+(?:st|nd|rd|th)?|[^\\s]");

    /**
     * @param text in lower case, as it was asked
     * @param stem without the ending of a plural
     */
    record Word(String text, String stem) {
        static Word of(String text) {
            return new Word(text, stemOf(text));
        }
    }

    Words {
        all = List.copyOf(all);
    }

    static Words of(String question) {
        var plain =
                question.toLowerCase(Locale.ROOT)
                        .replace('\u2019', '\'')
                        .replaceAll("\\b(what|how|who|where|when|why)'s\\b", "$1 is")
                        .replaceAll("'s\\b|(?<=s)'(?=\\s)", "") // Riverside's, this weeks'
                        .replaceAll("(?<=\\p{L})-(?=\\p{L})", " ") // no-show
                        .replaceAll("[?.!]+\\s*$", "")
                        .replaceAll(",(?=\\s)", " ");
        var words = new ArrayList<Word>();
        for (var token = TOKEN.matcher(plain); token.find(); ) {
            words.add(Word.of(token.group()));
        }
        return new Words(words);
    }

    static List<String> stems(String phrase) {
        return of(phrase).all().stream().map(Word::stem).toList();
    }

    private static String stemOf(String word) {
        if (word.length() < 4 || !word.endsWith("s") || word.matches(".*(ss|us|is)")) {
            return word;
        }
        if (word.endsWith("ies")) {
            return word.substring(0, word.length() - 3) + "y";
        }
        return word.matches(".*(x|ch|sh)es")
                ? word.substring(0, word.length() - 2)
                : word.substring(0, word.length() - 1);
    }
}
