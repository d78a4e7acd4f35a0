package com.bloompetos.local.runner;

import java.time.Instant;

/**
 * What the supervisor knows of one part.
 *
 * @param state waiting, starting, up, restarting, failed or stopped
 * @param pid 0 while no process runs
 */
public record PartStatus(
        String part, String state, long pid, int restarts, Instant since, String detail) {

    public boolean isUp() {
        return state.equals("up");
    }
}
