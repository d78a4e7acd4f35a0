package com.bloompetos.api.alert;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What somebody wants to be sent.
 *
 * @param byEmail whether anything at all
 * @param fromSeverity info, warning or critical; absent for what the role is sent
 * @param mostPerDay messages a day besides critical ones; more waits for the morning
 * @param digest whether the morning's letter to who leads branches; absent leaves it as it is
 */
record AlertPreference(
        @NotNull Boolean byEmail,
        @Nullable @Pattern(regexp = "info|warning|critical") String fromSeverity,
        @NotNull @Min(0) @Max(200) Integer mostPerDay,
        @Nullable Boolean digest) {
    static final AlertPreference USUAL = new AlertPreference(true, null, 12, true);

    AlertPreference withDigest(boolean kept) {
        return new AlertPreference(byEmail, fromSeverity, mostPerDay, kept);
    }
}
