package com.bloompetos.api.feedback;

import java.util.UUID;

/**
 * Where a poll tool sends answers.
 *
 * @param path to be entered there; it holds a secret and is told once
 */
record PollHook(UUID hookId, UUID branchId, String path) {}
