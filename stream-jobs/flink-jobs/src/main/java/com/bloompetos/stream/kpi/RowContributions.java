package com.bloompetos.stream.kpi;

import java.util.List;

/** All that one version of a row adds, to every KPI of its table; nothing when it was deleted. */
public record RowContributions(String row, long version, List<Contribution> contributions) {}
