package com.bloompetos.api.position;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import org.junit.jupiter.api.Test;

class PositionTest {
    @Test
    void aPositionIsTableIdAndPlaceInTheLog() {
        var id = UUID.fromString("01a20053-a930-71e7-b304-445b308e0a0f");
        assertThat(new Position("appointments", id, 162300656))
                .hasToString("appointments:01a20053-a930-71e7-b304-445b308e0a0f@162300656");
    }
}
