package com.bloompetos.api.alert;

import java.time.Instant;

/**
 * Something happened to an alert.
 *
 * @param step opened, raised, acknowledged, snoozed, returned, resolved or wrong
 * @param alert as it stands now, which may be after further steps
 */
record AlertStep(String step, Instant at, Alert alert) {}
