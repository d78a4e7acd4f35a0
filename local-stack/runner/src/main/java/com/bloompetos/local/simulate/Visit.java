package com.bloompetos.local.simulate;

import com.bloompetos.local.simulate.Chain.Branch;
import com.bloompetos.local.simulate.Chain.Client;
import com.bloompetos.local.simulate.Chain.Pet;
import com.bloompetos.local.simulate.Chain.Place;
import com.bloompetos.local.simulate.Chain.Service;
import com.bloompetos.local.simulate.Chain.Staff;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One appointment with everything that it takes.
 *
 * @param staff null for a stay, which nobody's calendar holds
 */
record Visit(
        UUID id,
        Branch branch,
        Client client,
        Pet pet,
        Service service,
        @Nullable Staff staff,
        Place place,
        Instant booked,
        Instant starts) {

    Instant ends() {
        return starts.plus(Duration.ofMinutes(service.minutes()));
    }

    boolean isLate(Instant cancelled) {
        return cancelled.isAfter(starts.minus(Duration.ofHours(service.lateCancelHours())));
    }

    /** The place that a guest keeps; a visit's table or room is not written down. */
    @Nullable UUID stayPlaceId() {
        return service.category().stay() ? place.resourceId() : null;
    }

    List<UUID> resources() {
        List<UUID> all = new ArrayList<>(List.of(pet.resourceId(), place.resourceId()));
        if (staff != null) {
            all.add(staff.resourceId());
        }
        return all;
    }
}
