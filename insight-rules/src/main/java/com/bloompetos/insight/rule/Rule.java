package com.bloompetos.insight.rule;

import java.util.Optional;

/** A pure function from facts of one kind to a finding, or to nothing. */
public interface Rule<F> {
    /** The name under which findings, alerts and feedback know this rule. */
    String name();

    /** The kind of facts on which it reasons. */
    Class<F> facts();

    Optional<Finding> evaluate(F facts);
}
