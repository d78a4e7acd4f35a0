package com.bloompetos.api.kpi;

import java.time.ZoneId;
import java.util.UUID;

/** The branch that is asked about, as PostgreSQL lets the caller see it. */
record KpiPlace(UUID organizationId, UUID branchId, ZoneId zone, String currency) {}
