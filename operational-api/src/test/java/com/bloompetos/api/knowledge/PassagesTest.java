package com.bloompetos.api.knowledge;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PassagesTest {
    @Test
    void everyPassageStandsWordForWordInItsDocument() {
        var text =
                "# Title\n\nOne sentence. Another\none over two lines.\n\n- first item\n- second item. With two.\n";
        assertThat(Passages.of(text))
                .isNotEmpty()
                .allSatisfy(passage -> assertThat(text).contains(passage.text()));
    }

    @Test
    void noPassageCrossesAHeading() {
        var passages = Passages.of("Before.\n# One\nAbout one.\n## Two\nAbout two.\n");
        assertThat(passages)
                .containsExactly(
                        new Passage(1, "", "Before."),
                        new Passage(2, "One", "About one."),
                        new Passage(3, "Two", "About two."));
    }

    @Test
    void aShortLineOfItsOwnIsAHeadingInPlainText() {
        var passages = Passages.of("Gift cards\n\nThey are valid for five years.\n\nNot one.\n");
        assertThat(passages)
                .containsExactly(
                        new Passage(1, "Gift cards", "They are valid for five years.\n\nNot one."));
    }

    @Test
    void aLongPartOverlapsByASentence() {
        var sentence = "Sentence number %d is about forty letters. ";
        var text = new StringBuilder();
        for (int i = 0; i < 30; i++) {
            text.append(sentence.formatted(i));
        }
        var passages = Passages.of(text.toString());
        assertThat(passages).hasSizeGreaterThan(2);
        for (int i = 1; i < passages.size(); i++) {
            var before = passages.get(i - 1).text();
            var last = before.substring(before.lastIndexOf("Sentence"));
            assertThat(passages.get(i).text()).startsWith(last);
        }
    }

    @Test
    void aSentenceWithoutAnEndIsCutBetweenWords() {
        var passages = Passages.of("word ".repeat(1000));
        assertThat(passages)
                .allSatisfy(
                        passage -> {
                            assertThat(passage.text().length()).isLessThanOrEqualTo(700);
                            assertThat(passage.text()).startsWith("word").endsWith("word");
                        });
        assertThat(passages.stream().mapToInt(each -> each.text().split(" ").length).sum())
                .isEqualTo(1000);
    }

    @Test
    void withoutWordsThereIsNoPassage() {
        assertThat(Passages.of("# Only a heading\n\n   \n")).isEmpty();
    }
}
