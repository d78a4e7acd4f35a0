package com.bloompetos.api.appointment;

import com.bloompetos.api.access.Caller;
import jakarta.validation.Valid;
import java.util.UUID;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/v1/series")
class SeriesController {
    private final SeriesBookings bookings;

    SeriesController(SeriesBookings bookings) {
        this.bookings = bookings;
    }

    @PostMapping
    ResponseEntity<Series> book(Caller caller, @Valid @RequestBody NewSeries series) {
        var made = bookings.book(caller, series);
        return made.created("/v1/series/" + made.content().seriesId());
    }

    /** Cancels what is still to come. */
    @PostMapping("/{seriesId}/cancel")
    ResponseEntity<Series> cancel(Caller caller, @PathVariable UUID seriesId) {
        return bookings.cancel(caller, seriesId).changed();
    }
}
