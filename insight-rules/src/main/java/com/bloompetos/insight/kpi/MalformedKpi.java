package com.bloompetos.insight.kpi;

/** A KPI folder that cannot be read; the message names the file and the line. */
public final class MalformedKpi extends RuntimeException {
    private static final long serialVersionUID = 1L;

    MalformedKpi(String file, int line, String problem) {
        super(file + ":" + line + ": " + problem);
    }
}
