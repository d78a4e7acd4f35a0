package com.bloompetos.api.kpi;

import java.util.List;

/** The readings of some days, and what they come to together. */
record KpiSeries(List<KpiReading> readings, KpiTotal total) {}
