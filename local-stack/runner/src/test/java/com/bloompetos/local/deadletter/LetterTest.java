package com.bloompetos.local.deadletter;

import static org.assertj.core.api.Assertions.assertThat;

import com.bloompetos.events.Replay;
import java.time.Instant;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class LetterTest {
    private static Letter letter(String reason, long newest, long replayed) {
        var record =
                new Replay(new TopicPartition("cdc.pet_weights", 1), 77, newest, 0, null, null);
        return new Letter(record, reason, Instant.EPOCH, Instant.EPOCH, replayed);
    }

    @Test
    void itWaitsUntilItIsReplayedAndAgainWhenItCameBack() {
        assertThat(letter("", 4, -1).isWaiting()).isTrue();
        assertThat(letter("", 4, 4).isWaiting()).isFalse();
        assertThat(letter("", 9, 4).isWaiting()).isTrue();
    }

    @Test
    void reasonsThatDifferInTheirRowsAreOneKind() {
        assertThat(letter("schema id 999999 is not in the registry\n at x", 4, -1).kind())
                .isEqualTo("schema id … is not in the registry");
        assertThat(letter("row 0195f1b2-0000-7000-8000-00000000abcd is odd", 4, -1).kind())
                .isEqualTo("row … is odd");
        assertThat(letter("x".repeat(500), 4, -1).kind()).hasSize(110);
    }

    @Test
    void itIsNamedByItsTopicAndSaysWhereItStood() {
        assertThat(letter("", 4, -1).name()).isEqualTo("cdc.pet_weights@4");
        assertThat(letter("", 4, -1).place()).isEqualTo("1:77");
        assertThat(letter("", 4, -1).table()).isEqualTo("pet_weights");
    }
}
