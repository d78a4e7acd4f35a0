package com.bloompetos.api.appointment;

import static org.assertj.core.api.Assertions.assertThat;

import com.bloompetos.api.appointment.Outcomes.Supply;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class SupplyTest {
    @Test
    void noMoreIsUsedThanIsThere() {
        assertThat(new Supply(UUID.randomUUID(), "shampoo", 5, 2).available()).isEqualTo(2);
        assertThat(new Supply(UUID.randomUUID(), "shampoo", 1, 2).available()).isEqualTo(1);
        assertThat(new Supply(UUID.randomUUID(), "shampoo", 0, 2).available()).isZero();
    }
}
