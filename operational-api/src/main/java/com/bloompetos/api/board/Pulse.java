package com.bloompetos.api.board;

import com.bloompetos.api.kpi.Freshness;
import java.time.Instant;

/**
 * What changes with every full look, sent even when nothing else did: silence means a broken line.
 *
 * @param numbersAt when the warehouse last answered
 */
record Pulse(Instant asOf, Instant numbersAt, Freshness freshness) {}
