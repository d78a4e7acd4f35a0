package com.bloompetos.api.digest;

import com.bloompetos.api.kpi.Freshness;
import com.bloompetos.api.kpi.KpiSeal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A day's few numbers over somebody's branches, with what must stand beside them. */
record Figures(Freshness freshness, List<Figure> all) {
    Figures {
        all = List.copyOf(all);
    }

    /**
     * A number as people read it.
     *
     * @param usual the same weekday of the weeks before; absent where there is none
     * @param weeks over how many of them
     * @param isFew whether the two differ by chance
     * @param branches how many of the reader's branches have readings
     * @param seal absent before stream and batch were first compared
     */
    record Figure(
            String label,
            String text,
            @Nullable String usual,
            int weeks,
            boolean isFew,
            String dateBasis,
            int definitionVersion,
            long branches,
            @Nullable KpiSeal seal) {}
}
