/**
 * Appointments: booked, moved, cancelled, completed or missed. That two of them never share a
 * person, a pet or a place is PostgreSQL's promise (table reservations).
 */
@org.jspecify.annotations.NullMarked
package com.bloompetos.api.appointment;
