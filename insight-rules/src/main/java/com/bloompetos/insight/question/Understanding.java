package com.bloompetos.insight.question;

/** What became of a question: the one thing that it means, or why there is none. */
public sealed interface Understanding permits Meaning, Refusal {}
