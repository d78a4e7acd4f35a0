package com.bloompetos.api.alert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.UUID;
import org.junit.jupiter.api.Test;

class StepPlaceTest {
    private static final UUID LOW = UUID.fromString("0199a8f0-0000-7000-8000-000000000001");
    private static final UUID HIGH = UUID.fromString("f199a8f0-0000-7000-8000-000000000001");

    @Test
    void transactionsComeBeforeNumbersAndNumbersAreComparedAsTheDatabaseDoes() {
        assertThat(new StepPlace(9, HIGH)).isLessThan(new StepPlace(10, LOW));
        assertThat(new StepPlace(9, LOW)).isLessThan(new StepPlace(9, HIGH));
        assertThat(StepPlace.before(9)).isLessThan(new StepPlace(9, LOW));
    }

    @Test
    void whatWasSentIsReadBack() {
        var place = new StepPlace(1234567, LOW);
        assertThat(StepPlace.of(place.toString())).isEqualTo(place);
    }

    @Test
    void whatWasNeverSentIsRefused() {
        for (var text :
                new String[] {"", "7", "x." + LOW, "7.------------------------------------"}) {
            assertThatThrownBy(() -> StepPlace.of(text)).hasMessageContaining("Last-Event-ID");
        }
    }
}
