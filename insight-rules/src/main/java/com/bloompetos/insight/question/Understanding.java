package com.bloompetos.insight.question;

/** What became of a question: one query that it means, or why there is none. */
public sealed interface Understanding permits Query, Refusal {}
