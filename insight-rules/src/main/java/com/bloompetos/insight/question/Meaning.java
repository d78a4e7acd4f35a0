package com.bloompetos.insight.question;

import org.jspecify.annotations.Nullable;

/** The one thing that a question means. */
public sealed interface Meaning extends Understanding permits Query, Why {
    /** Absent for everything that the reader may see. */
    @Nullable Place place();

    /** The question as this grammar would ask it: what the answer is an answer to. */
    String words();
}
