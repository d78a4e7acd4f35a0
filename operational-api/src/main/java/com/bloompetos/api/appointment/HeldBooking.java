package com.bloompetos.api.appointment;

import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

/** What is still to say when a held slot is booked. */
record HeldBooking(@Nullable @Size(max = 2000) String notes) {}
