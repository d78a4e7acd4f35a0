package com.bloompetos.api.webhook;

import java.util.UUID;

/** How many events are on their way once more. */
record SentAgain(UUID webhookId, int events) {}
