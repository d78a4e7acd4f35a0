package com.bloompetos.api.appointment;

import java.util.List;
import java.util.UUID;

/** A recurring booking and what became of each of its times. */
record Series(UUID seriesId, int booked, List<Occurrence> occurrences) {}
