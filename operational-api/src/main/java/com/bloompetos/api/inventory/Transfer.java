package com.bloompetos.api.inventory;

import java.util.UUID;

/** Both ends of a transfer. */
record Transfer(UUID transferId, Movement from, Movement to) {}
