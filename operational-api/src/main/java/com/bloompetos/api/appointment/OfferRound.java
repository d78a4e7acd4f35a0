package com.bloompetos.api.appointment;

import com.bloompetos.api.access.Caller;
import com.bloompetos.api.background.Round;
import java.time.Duration;
import org.springframework.stereotype.Component;

/** Ends the waitlist's offers when their time is up; several machines may do it at once. */
@Component
class OfferRound implements Round {
    private final Waitlist waitlist;

    OfferRound(Waitlist waitlist) {
        this.waitlist = waitlist;
    }

    @Override
    public String name() {
        return "offers";
    }

    @Override
    public Duration pause() {
        return Duration.ofSeconds(10);
    }

    @Override
    public void go() {
        for (var organizationId : waitlist.organizationsWithExpiredOffers()) {
            waitlist.passOnExpired(Caller.ofProgram(organizationId));
        }
    }
}
