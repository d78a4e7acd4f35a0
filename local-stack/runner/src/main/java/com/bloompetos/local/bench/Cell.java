package com.bloompetos.local.bench;

import java.time.LocalDate;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.UUID;

/**
 * One branch, day and service, with one hour: one reading of bookings and one of no-shows.
 *
 * <p>At most one commit is under way in a cell, so a reading of its KPI whose version reaches that
 * commit's place in the log can only be this commit's effect.
 */
final class Cell {

    static final int HOUR = 11;

    final UUID branch;
    final LocalDate day;
    final UUID service;

    // The cell's appointments by what may happen to them next; touched by its one holder only.
    final Deque<UUID> scheduled = new ArrayDeque<>();
    final Deque<UUID> completed = new ArrayDeque<>();
    final Deque<UUID> missed = new ArrayDeque<>();

    Cell(UUID branch, LocalDate day, UUID service) {
        this.branch = branch;
        this.day = day;
        this.service = service;
    }

    boolean allows(Commit.Kind kind) {
        return switch (kind) {
            case INSERT -> true;
            case UPDATE -> !scheduled.isEmpty() || !completed.isEmpty();
            case DELETE -> !oldest().isEmpty();
        };
    }

    /** Those who are furthest on are deleted first. */
    Deque<UUID> oldest() {
        return !missed.isEmpty() ? missed : !completed.isEmpty() ? completed : scheduled;
    }

    String key() {
        return key(branch.toString(), day.toString(), service.toString());
    }

    static String key(String branch, String day, String service) {
        return branch + " " + day + " " + service;
    }
}
