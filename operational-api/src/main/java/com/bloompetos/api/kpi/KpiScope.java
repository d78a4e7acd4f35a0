package com.bloompetos.api.kpi;

import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;

/**
 * A branch or whatever holds several: those of its branches that the caller may see.
 *
 * @param of how many branches it has, seen or not
 */
public record KpiScope(
        Kind kind, UUID id, UUID organizationId, String currency, List<Site> sites, long of) {

    /** What can be asked about, from the widest; each is divided by those below it. */
    public enum Kind {
        ORGANIZATION,
        BRAND,
        FRANCHISE,
        BRANCH;

        String text() {
            return KpiAnswer.lower(this);
        }
    }

    /** One branch, and what stands above it. */
    public record Site(UUID branchId, UUID franchiseId, UUID brandId, ZoneId zone) {}

    /** The day that runs at the branch where it began last: before it, every day is whole. */
    public LocalDate runningDay(Clock clock) {
        return sites.stream()
                .map(site -> LocalDate.now(clock.withZone(site.zone())))
                .min(Comparator.naturalOrder())
                .orElseThrow();
    }

    public List<UUID> branchIds() {
        return sites.stream().map(Site::branchId).toList();
    }
}
