package com.bloompetos.local.bench;

import com.bloompetos.insight.explain.Look;
import com.bloompetos.insight.explain.Part;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A branch with its past, and what was done to its last week.
 *
 * @param look the KPI that was made bad; null for a quiet control
 * @param share of the branch's week that the part is
 */
record InsightCase(
        int chain,
        int branch,
        @Nullable Look look,
        Part part,
        double share,
        List<InsightVisit> visits) {
    boolean isPlanted() {
        return look != null;
    }
}
