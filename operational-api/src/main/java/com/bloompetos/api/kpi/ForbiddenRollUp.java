package com.bloompetos.api.kpi;

import com.bloompetos.insight.kpi.Kpi;

/** The KPI's kind forbids this sum: a snapshot is not added up over days, a median over nothing. */
final class ForbiddenRollUp extends RuntimeException {
    private static final long serialVersionUID = 1L;

    ForbiddenRollUp(Kpi kpi) {
        super("%s is %s and is not summed".formatted(kpi.name(), kpi.additivity()));
    }
}
