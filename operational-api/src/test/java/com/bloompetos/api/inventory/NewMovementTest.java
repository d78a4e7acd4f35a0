package com.bloompetos.api.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import com.bloompetos.api.inventory.NewMovement.Kind;
import org.junit.jupiter.api.Test;

class NewMovementTest {
    @Test
    void whatArrivesIsPositiveAndWhatLeavesIsNegative() {
        assertThat(Kind.RECEIPT.allows(5)).isTrue();
        assertThat(Kind.RECEIPT.allows(-5)).isFalse();
        assertThat(Kind.USE.allows(-5)).isTrue();
        assertThat(Kind.USE.allows(5)).isFalse();
        assertThat(Kind.WRITE_OFF.allows(5)).isFalse();
    }

    @Test
    void aCountCorrectsEitherWay() {
        assertThat(Kind.COUNT.allows(5)).isTrue();
        assertThat(Kind.COUNT.allows(-5)).isTrue();
    }

    @Test
    void nothingIsNoMovement() {
        for (var kind : Kind.values()) {
            assertThat(kind.allows(0)).isFalse();
        }
    }
}
