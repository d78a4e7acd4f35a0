package com.bloompetos.api.risk;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** An appointment that is still to come, how likely it is to be missed, why, and what to do. */
public record RiskyAppointment(
        UUID appointmentId,
        Instant appointmentDate,
        String pet,
        String service,
        long priceCents,
        double probability,
        List<String> reasons,
        List<String> loweredBy,
        String modelVersion,
        Instant scoredAt) {}
