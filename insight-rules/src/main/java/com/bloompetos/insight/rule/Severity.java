package com.bloompetos.insight.rule;

/** How soon someone should look. */
public enum Severity {
    INFO,
    WARNING,
    CRITICAL
}
