package com.bloompetos.local.simulate;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class ChainSimulationTest {

    private static final Instant NOW = Instant.parse("2026-11-21T18:00:00Z");

    private static List<Change> changes(long seed, int chain) {
        Demo demo = Demo.of(seed, NOW);
        List<Change> changes = new ArrayList<>();
        demo.simulation(demo.chains().get(chain)).run(changes::add);
        return changes;
    }

    private static <T extends Change> List<T> only(Class<T> kind, List<Change> changes) {
        return changes.stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    @Test
    void theSameSeedTellsTheSameStory() {
        assertThat(changes(7, 1)).isEqualTo(changes(7, 1)).isNotEqualTo(changes(8, 1));
    }

    @Test
    void changesComeInTheOrderOfTheirInstantsAndEndWithThePresent() {
        List<Change> changes = changes(7, 0);
        assertThat(changes).isSortedAccordingTo(Comparator.comparing(Change::at));
        assertThat(changes.get(changes.size() - 1).at())
                .isBefore(NOW)
                .isAfter(NOW.minus(Duration.ofHours(1)));
    }

    @Test
    void nobodyAndNoPlaceIsTakenTwice() {
        Map<UUID, Visit> kept = new LinkedHashMap<>();
        for (Change change : changes(7, 0)) {
            if (change instanceof Change.Booked booked) {
                kept.put(booked.visit().id(), booked.visit());
            } else if (change instanceof Change.Rescheduled moved) {
                kept.put(moved.visit().id(), moved.visit());
            } else if (change instanceof Change.Cancelled cancelled) {
                kept.remove(cancelled.visit().id());
            } else if (change instanceof Change.Missed missed) {
                kept.remove(missed.visit().id());
            }
        }
        Map<UUID, List<Visit>> byResource = new HashMap<>();
        kept.values()
                .forEach(
                        v ->
                                v.resources()
                                        .forEach(
                                                r ->
                                                        byResource
                                                                .computeIfAbsent(
                                                                        r, k -> new ArrayList<>())
                                                                .add(v)));
        byResource.forEach(
                (resource, visits) -> {
                    visits.sort(Comparator.comparing(Visit::starts));
                    for (int i = 1; i < visits.size(); i++) {
                        assertThat(visits.get(i).starts())
                                .as(resource.toString())
                                .isAfterOrEqualTo(visits.get(i - 1).ends());
                    }
                });
    }

    @Test
    void theFiguresArePlausible() {
        List<Change> changes = changes(7, 0);
        int booked = only(Change.Booked.class, changes).size();
        double missed = only(Change.Missed.class, changes).size();
        double completed = only(Change.Completed.class, changes).size();
        double late =
                only(Change.Cancelled.class, changes).stream()
                        .filter(Change.Cancelled::late)
                        .count();
        double rate = missed / (missed + completed + late);
        assertThat(booked).isBetween(13_000, 20_000);
        assertThat(rate).isBetween(0.09, 0.13);
    }

    @Test
    void guestsKeepTheirPlaceAndVisitorsKeepNone() {
        Demo demo = Demo.of(7, NOW);
        ChainSimulation simulation = demo.simulation(demo.chains().get(0));
        List<Change> changes = new ArrayList<>();
        simulation.run(changes::add);
        for (Change.Booked booked : only(Change.Booked.class, changes)) {
            Visit visit = booked.visit();
            assertThat(visit.stayPlaceId() != null).isEqualTo(visit.service().category().stay());
        }
        assertThat(simulation.guests())
                .isNotEmpty()
                .allSatisfy(
                        guest -> {
                            assertThat(guest.starts()).isBefore(NOW);
                            assertThat(guest.ends()).isAfterOrEqualTo(NOW);
                        });
    }

    @Test
    void theFirstBranchHasABadWeekOfGroomingBehindIt() {
        List<Change> changes = changes(7, 0);
        UUID first = Demo.of(7, NOW).chains().get(0).branches().get(0).id();
        assertThat(missedGroomings(changes, first, 7)).isBetween(0.3, 0.8);
        assertThat(missedGroomings(changes, first, 60)).isBetween(0.05, 0.25);
    }

    /** Of the last so many days, up to yesterday. */
    private static double missedGroomings(List<Change> changes, UUID branch, int days) {
        Instant from = NOW.minus(Duration.ofDays(days));
        double missed = 0;
        double completed = 0;
        for (Change change : changes) {
            Visit visit =
                    change instanceof Change.Missed one
                            ? one.visit()
                            : change instanceof Change.Completed one ? one.visit() : null;
            if (visit != null
                    && visit.branch().id().equals(branch)
                    && visit.service().category() == Chain.Category.GROOMING
                    && visit.starts().isAfter(from)
                    && visit.starts().isBefore(NOW.minus(Duration.ofDays(1)))) {
                if (change instanceof Change.Missed) {
                    missed++;
                } else {
                    completed++;
                }
            }
        }
        return missed / (missed + completed);
    }

    @Test
    void someShelvesRunLowAndNoneGoesBelowZero() {
        Map<UUID, Integer> onHand = new HashMap<>();
        Map<UUID, Integer> reorderPoints = new HashMap<>();
        for (Change change : changes(7, 0)) {
            if (change instanceof Change.Received received) {
                onHand.merge(received.item().id(), received.quantity(), Integer::sum);
                reorderPoints.put(received.item().id(), received.item().reorderPoint());
            } else if (change instanceof Change.Moved moved) {
                assertThat(onHand.merge(moved.item().id(), moved.quantity(), Integer::sum))
                        .isNotNegative();
            } else if (change instanceof Change.Sold sold) {
                assertThat(onHand.merge(sold.item().id(), -sold.units(), Integer::sum))
                        .isNotNegative();
            } else if (change instanceof Change.Completed completed) {
                completed
                        .uses()
                        .forEach(
                                u ->
                                        assertThat(
                                                        onHand.merge(
                                                                u.item().id(),
                                                                -u.quantity(),
                                                                Integer::sum))
                                                .isNotNegative());
            }
        }
        long low =
                onHand.entrySet().stream()
                        .filter(e -> e.getValue() <= reorderPoints.getOrDefault(e.getKey(), 0))
                        .count();
        assertThat(low).isBetween(3L, 30L);
    }

    /** What the KPIs ask for beyond visits. */
    @Test
    void everyKindOfChangeIsPartOfTheStory() {
        Map<String, Long> told =
                changes(7, 0).stream()
                        .collect(
                                java.util.stream.Collectors.groupingBy(
                                        change -> change.getClass().getSimpleName(),
                                        java.util.stream.Collectors.counting()));
        assertThat(told.keySet())
                .containsAll(
                        java.util.Arrays.stream(Change.class.getPermittedSubclasses())
                                .map(Class::getSimpleName)
                                .toList());
    }

    @Test
    void whatIsPaidAndGivenBackIsNeverMoreThanWhatIsDue() {
        Map<UUID, Long> paid = new HashMap<>();
        for (Change change : changes(7, 0)) {
            if (change instanceof Change.Paid p) {
                assertThat(paid.merge(p.bill().invoiceId(), p.amountCents(), Long::sum))
                        .isLessThanOrEqualTo(p.bill().totalCents());
            } else if (change instanceof Change.Refunded r) {
                assertThat(
                                paid.merge(
                                        r.bill().invoiceId(),
                                        -r.netCents() - r.taxCents(),
                                        Long::sum))
                        .isNotNegative();
            }
        }
    }
}
