package com.bloompetos.api.feedback;

import jakarta.validation.constraints.NotNull;
import java.util.UUID;

/** A branch whose answers a poll tool will send. */
record NewPollHook(@NotNull UUID branchId) {}
