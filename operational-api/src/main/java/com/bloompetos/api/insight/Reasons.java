package com.bloompetos.api.insight;

import com.bloompetos.insight.explain.Attribute;
import com.bloompetos.insight.explain.Contrast;
import com.bloompetos.insight.explain.Decomposition;
import com.bloompetos.insight.explain.FactsSql;
import com.bloompetos.insight.explain.Look;
import com.bloompetos.insight.narrative.WhyTeller;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** Takes the change of a number apart when somebody asks, with the proof that insights have. */
@Component
public class Reasons {
    /** Of one attribute: a chain's staff are many. */
    private static final int MOST_PARTS = 8;

    private final FactsReader reader;

    Reasons(FactsReader reader) {
        this.reader = reader;
    }

    /**
     * Whose number: only these branches, and these services if there are any.
     *
     * @param name as people call the place
     */
    public record Place(
            UUID organizationId,
            String name,
            String currency,
            Collection<UUID> branches,
            Collection<UUID> services) {}

    public Reason of(Look look, Place place, Contrast contrast) {
        var query =
                FactsSql.why(
                        look, place.organizationId(), place.branches(), place.services(), contrast);
        var answer = reader.reasons(query);
        var of = Decomposition.of(look, contrast, answer.lines());
        var teller = new WhyTeller(place.name(), place.currency());
        var narrative = teller.tell(of, contrast);
        return new Reason(
                look.kpi(),
                narrative.text(),
                teller.isLevel(of) ? 0 : (int) Math.signum(of.moved()),
                of.now().numerator(),
                of.now().denominator(),
                of.usual(),
                of.usualFacts(),
                of.change(),
                of.split().volume(),
                of.split().mix(),
                of.split().rate(),
                parts(of),
                query,
                answer.hash());
    }

    /** By attribute, the largest first; what is left over is one part of its own. */
    private static List<Reason.ReasonPart> parts(Decomposition of) {
        var parts = new ArrayList<Reason.ReasonPart>();
        for (var attribute : Attribute.values()) {
            var slices =
                    of.slices().stream()
                            .filter(slice -> slice.attribute() == attribute)
                            .sorted(Comparator.comparingDouble(slice -> -Math.abs(slice.change())))
                            .toList();
            slices.stream()
                    .limit(MOST_PARTS)
                    .forEach(
                            slice ->
                                    parts.add(
                                            new Reason.ReasonPart(
                                                    attribute.label(),
                                                    slice.value(),
                                                    slice.now().numerator(),
                                                    slice.usual(),
                                                    slice.change())));
            if (slices.size() > MOST_PARTS) {
                var rest = slices.subList(MOST_PARTS, slices.size());
                parts.add(
                        new Reason.ReasonPart(
                                attribute.label(),
                                "%d others".formatted(rest.size()),
                                rest.stream().mapToLong(slice -> slice.now().numerator()).sum(),
                                rest.stream().mapToDouble(Decomposition.Slice::usual).sum(),
                                rest.stream().mapToDouble(Decomposition.Slice::change).sum()));
            }
        }
        return parts;
    }
}
