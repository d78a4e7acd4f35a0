package com.bloompetos.local.simulate;

import com.bloompetos.local.simulate.Chain.Branch;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.UUID;

/** The course of events of one chain: what is to happen when, and what is told of it. */
final class Course {

    private record Event(Instant at, long order, Runnable happens) {}

    private final Random random;
    private final Ids ids;
    private final PriorityQueue<Event> events =
            new PriorityQueue<>(Comparator.comparing(Event::at).thenComparing(Event::order));
    private List<Change> told = new ArrayList<>();
    private Instant now;
    private long order;

    Course(Random random, Ids ids, Instant begins) {
        this.random = random;
        this.ids = ids;
        this.now = begins;
    }

    Instant now() {
        return now;
    }

    Random random() {
        return random;
    }

    UUID id() {
        return ids.next(now);
    }

    LocalDate today(Branch branch) {
        return LocalDate.ofInstant(now, branch.zone());
    }

    void at(Instant at, Runnable happens) {
        events.add(new Event(at, order++, happens));
    }

    void after(Duration pause, Runnable happens) {
        at(now.plus(pause), happens);
    }

    void emit(Change change) {
        told.add(change);
    }

    boolean chance(double share) {
        return random.nextDouble() < share;
    }

    Instant within(Instant from, Instant to) {
        long millis = Math.max(1, Duration.between(from, to).toMillis());
        return from.plusMillis((long) (random.nextDouble() * millis));
    }

    void runUntil(Instant end) {
        while (!events.isEmpty() && events.peek().at().isBefore(end)) {
            Event event = events.remove();
            now = event.at();
            event.happens().run();
        }
    }

    /** What was told since the last time it was taken. */
    List<Change> take() {
        List<Change> taken = told;
        told = new ArrayList<>();
        return taken;
    }
}
