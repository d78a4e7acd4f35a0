package com.bloompetos.insight.kpi;

/** No KPI has this name. */
public final class UnknownKpi extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public UnknownKpi(String name) {
        super("no KPI is called " + name);
    }
}
