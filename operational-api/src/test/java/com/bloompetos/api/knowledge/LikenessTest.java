package com.bloompetos.api.knowledge;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LikenessTest {
    @Test
    void wordsCountWhateverTheirEndings() {
        var likeness =
                Likeness.of("Who cancels bookings?", "A booking is cancelled by staff.", 0.5);
        assertThat(likeness.words()).isEqualTo(1);
    }

    @Test
    void aQuestionOfSmallWordsHasNone() {
        assertThat(Likeness.of("What is it?", "It is what it is.", 0.5).words()).isZero();
    }

    @Test
    void nearInMeaningIsNotEnoughWithoutItsWords() {
        assertThat(new Likeness(0.9, 0.1).isEnough()).isFalse();
        assertThat(new Likeness(0.6, 0.3).isEnough()).isTrue();
    }

    @Test
    void manyOfItsWordsAreNotEnoughWithoutMeaning() {
        assertThat(new Likeness(0.3, 1).isEnough()).isFalse();
        assertThat(new Likeness(0.36, 0.75).isEnough()).isTrue();
        assertThat(new Likeness(0.56, 0.6).isEnough()).isFalse();
    }
}
