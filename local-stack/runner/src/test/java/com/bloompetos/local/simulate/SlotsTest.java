package com.bloompetos.local.simulate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SlotsTest {

    private static Visit aVisit() {
        Demo demo = Demo.of(1, Instant.parse("2026-11-21T18:00:00Z"));
        List<Visit> visits = new ArrayList<>();
        demo.simulation(demo.chains().get(1))
                .run(
                        change -> {
                            if (change instanceof Change.Booked booked) {
                                visits.add(booked.visit());
                            }
                        });
        return visits.get(0);
    }

    @Test
    void aSlotTakenIsRefusedUntilItIsFreed() {
        Visit visit = aVisit();
        Slots slots = new Slots();
        slots.take(visit);
        assertThatThrownBy(() -> slots.take(visit)).isInstanceOf(IllegalStateException.class);
        slots.free(visit);
        slots.take(visit);
        assertThat(slots.areFree(visit.resources(), visit.starts(), visit.ends())).isFalse();
    }

    @Test
    void neighboursTouchWithoutOverlap() {
        Visit visit = aVisit();
        Slots slots = new Slots();
        slots.take(visit);
        assertThat(slots.areFree(visit.resources(), visit.ends(), visit.ends().plusSeconds(60)))
                .isTrue();
        assertThat(
                        slots.areFree(
                                visit.resources(), visit.starts().minusSeconds(60), visit.starts()))
                .isTrue();
        assertThat(
                        slots.areFree(
                                visit.resources(),
                                visit.ends().minusSeconds(1),
                                visit.ends().plusSeconds(60)))
                .isFalse();
    }
}
