package com.bloompetos.api.question;

import com.bloompetos.insight.question.Place;
import com.bloompetos.insight.question.SoldService;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * The names that somebody may use: those of their own places and of what their chain sells.
 *
 * @param labels of staff and of inventory items, by their ids
 */
record Reader(
        UUID organizationId,
        List<Place> places,
        List<SoldService> services,
        Map<String, String> labels) {

    String nameOf(String id) {
        return places.stream()
                .filter(place -> place.id().equals(id))
                .map(Place::name)
                .findFirst()
                .orElseGet(
                        () ->
                                services.stream()
                                        .filter(service -> service.id().equals(id))
                                        .map(SoldService::name)
                                        .findFirst()
                                        .orElse(labels.getOrDefault(id, id)));
    }
}
