package com.bloompetos.api.reminder;

import java.util.UUID;

/** What one person is told over one channel. */
record Message(
        UUID organizationId,
        UUID branchId,
        UUID reminderId,
        String channel,
        String recipient,
        String subject,
        String body) {}
