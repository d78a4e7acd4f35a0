package com.bloompetos.api.slot;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CalendarsTest {
    @Test
    void aListOfTheDatabaseIsReadAsNumbers() {
        assertThat(Calendars.seconds("{}")).isEmpty();
        assertThat(Calendars.seconds("{1795400000}")).containsExactly(1_795_400_000L);
        assertThat(Calendars.seconds("{1,22,1795400000}")).containsExactly(1, 22, 1_795_400_000L);
    }
}
