package com.bloompetos.api.digest;

import com.bloompetos.api.board.OpenMatters.Matters;
import com.bloompetos.api.insight.Insight;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What there is to tell somebody in the morning.
 *
 * @param day the one that begins; its numbers are those of the day before
 * @param branches those that this person sees
 * @param insights the best first, as the live page shows them
 * @param figures absent while the warehouse does not answer
 * @param heldBack alerts that were not sent before, in words
 */
record Digest(
        LocalDate day,
        List<Branch> branches,
        List<Insight> insights,
        @Nullable Figures figures,
        Matters matters,
        List<String> heldBack) {
    Digest {
        branches = List.copyOf(branches);
        insights = List.copyOf(insights);
        heldBack = List.copyOf(heldBack);
    }

    /** A branch by its name, and by its clock. */
    record Branch(UUID branchId, String name, String timeZone) {
        ZoneId zone() {
            return ZoneId.of(timeZone);
        }
    }

    String nameOf(UUID branchId) {
        return branches.stream()
                .filter(branch -> branch.branchId().equals(branchId))
                .map(Branch::name)
                .findFirst()
                .orElseThrow();
    }

    LocalDate yesterday() {
        return day.minusDays(1);
    }
}
