package com.bloompetos.api.insight;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;

/** What a reader makes of an insight; from a short list, so that nobody's free text travels on. */
record Judgement(@NotNull @Pattern(regexp = "useful|known|wrong|done") String feedback) {}
