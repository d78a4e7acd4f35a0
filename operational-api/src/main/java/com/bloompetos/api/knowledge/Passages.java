package com.bloompetos.api.knowledge;

import java.text.BreakIterator;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Cuts a document into passages: never across a heading, always between sentences, and each but the
 * first under a heading begins with the sentence that the one before ended with.
 */
final class Passages {
    /** Longer than this and a passage is about several things. */
    private static final int LONG = 420;

    /** A sentence above this is cut between words: it is a table or has no end. */
    private static final int LONGEST_SENTENCE = 700;

    private static final int LONGEST_HEADING = 90;
    private static final Pattern MARKED = Pattern.compile("#{1,6}\\s+(.+?)\\s*#*");
    private static final Pattern LISTED = Pattern.compile("\\s*([-*•]|\\d{1,3}[.)])\\s.*");

    private final String text;
    private final List<Passage> passages = new ArrayList<>();
    private final List<Span> sentences = new ArrayList<>();
    private String heading = "";

    private Passages(String text) {
        this.text = text;
    }

    private record Span(int from, int to) {
        int length() {
            return to - from;
        }
    }

    static List<Passage> of(String text) {
        var passages = new Passages(text);
        passages.read();
        return List.copyOf(passages.passages);
    }

    private void read() {
        int block = 0;
        for (int at = 0; at < text.length(); ) {
            int end = endOfLine(at);
            int next = Math.min(text.length(), end + 1);
            var line = text.substring(at, end).strip();
            if (isHeading(line, at, next)) {
                sentences(block, at);
                close();
                heading = plain(line);
                block = next;
            } else if (line.isEmpty() || LISTED.matcher(line).matches()) {
                sentences(block, at);
                block = at;
            }
            at = next;
        }
        sentences(block, text.length());
        close();
    }

    /** Marked as one, or a short line of its own that does not end like a sentence. */
    private boolean isHeading(String line, int at, int next) {
        if (MARKED.matcher(line).matches()) {
            return true;
        }
        return !line.isEmpty()
                && line.length() <= LONGEST_HEADING
                && Character.isLetterOrDigit(line.codePointAt(0))
                && !LISTED.matcher(line).matches()
                && ".!?;,".indexOf(line.charAt(line.length() - 1)) < 0
                && isEmptyLine(before(at))
                && (isEmptyLine(next) || line.endsWith(":"))
                && next < text.length();
    }

    private int before(int at) {
        return at == 0 ? -1 : text.lastIndexOf('\n', at - 2) + 1;
    }

    private boolean isEmptyLine(int at) {
        return at < 0 || text.substring(at, endOfLine(at)).isBlank();
    }

    private int endOfLine(int at) {
        int end = text.indexOf('\n', at);
        return end < 0 ? text.length() : end;
    }

    private static String plain(String line) {
        var marked = MARKED.matcher(line);
        var words = marked.matches() ? marked.group(1) : line;
        return words.endsWith(":") ? words.substring(0, words.length() - 1) : words;
    }

    /** A sentence may go on over lines, never over a paragraph or an item of a list. */
    private void sentences(int from, int to) {
        var breaks = BreakIterator.getSentenceInstance(Locale.ENGLISH);
        breaks.setText(text.substring(from, to).replace('\n', ' '));
        int begin = breaks.first();
        for (int end = breaks.next(); end != BreakIterator.DONE; end = breaks.next()) {
            add(from + begin, from + end);
            begin = end;
        }
    }

    private void add(int from, int to) {
        int begin = from;
        int end = to;
        while (begin < end && Character.isWhitespace(text.charAt(begin))) {
            begin++;
        }
        while (end > begin && Character.isWhitespace(text.charAt(end - 1))) {
            end--;
        }
        while (end - begin > LONGEST_SENTENCE) {
            int space = text.lastIndexOf(' ', begin + LONGEST_SENTENCE);
            int cut = space > begin ? space : begin + LONGEST_SENTENCE;
            sentences.add(new Span(begin, cut));
            begin = cut;
        }
        if (begin < end) {
            sentences.add(new Span(begin, end));
        }
    }

    /** What stands under one heading, in passages. */
    private void close() {
        int first = 0;
        while (first < sentences.size()) {
            int last = first;
            while (last + 1 < sentences.size()
                    && sentences.get(last + 1).to() - sentences.get(first).from() <= LONG) {
                last++;
            }
            var words =
                    text.substring(sentences.get(first).from(), sentences.get(last).to()).strip();
            passages.add(new Passage(passages.size() + 1, heading, words));
            boolean isEnd = last + 1 == sentences.size();
            boolean mayOverlap = last > first && sentences.get(last).length() <= LONG / 2;
            first = isEnd || !mayOverlap ? last + 1 : last;
        }
        sentences.clear();
    }
}
