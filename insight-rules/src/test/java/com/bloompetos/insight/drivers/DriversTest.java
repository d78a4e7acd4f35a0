package com.bloompetos.insight.drivers;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

class DriversTest {
    private static final List<String> SPECIES = List.of("dog", "cat", "bird");
    private static final List<String> SERVICES = List.of("groom", "exam", "stay", "class");
    private static final List<String> CHANNELS = List.of("web", "phone");
    private final Drivers drivers = new Drivers(List.of("species", "service", "channel"));

    @Test
    void theOnePartThatGotWorseIsFound() {
        for (var service : SERVICES) {
            var now = missed(3, part -> part.get(1).equals(service), 0.4);
            assertThat(drivers.explain(missed(2, part -> false, 0), now))
                    .extracting(Driver::where)
                    .containsExactly(new java.util.TreeMap<>(Map.of("service", service)));
        }
    }

    @Test
    void twoAttributesTogetherAreFoundAndNotOneOfThem() {
        var now = missed(4, part -> part.get(0).equals("cat") && part.get(2).equals("web"), 0.6);
        var found = drivers.explain(missed(2, part -> false, 0), now).get(0);
        assertThat(found.where())
                .containsOnly(Map.entry("species", "cat"), Map.entry("channel", "web"));
        assertThat(found.share()).isBetween(0.8, 1.2);
        assertThat(found.lift()).isGreaterThan(2);
    }

    @Test
    void theOrderOfTheRowsDoesNotMatter() {
        var before = missed(2, part -> false, 0);
        var now = missed(5, part -> part.get(0).equals("dog"), 0.3);
        var shuffled = new ArrayList<>(now);
        java.util.Collections.shuffle(shuffled, new Random(1));
        assertThat(drivers.explain(before, shuffled).get(0).where())
                .isEqualTo(drivers.explain(before, now).get(0).where());
    }

    @Test
    void withoutAnythingMissedThereIsNothingToExplain() {
        var none = List.of(new Part(List.of("dog", "exam", "web"), 0, 50));
        assertThat(drivers.explain(none, none)).isEmpty();
    }

    private static List<Part> missed(long seed, Predicate<List<String>> isWorse, double rate) {
        var random = new Random(seed);
        var parts = new ArrayList<Part>();
        for (var species : SPECIES) {
            for (var service : SERVICES) {
                for (var channel : CHANNELS) {
                    var attributes = List.of(species, service, channel);
                    double p = isWorse.test(attributes) ? rate : 0.05;
                    double missed = 0;
                    for (int i = 0; i < 200; i++) {
                        missed += random.nextDouble() < p ? 1 : 0;
                    }
                    parts.add(new Part(attributes, missed, 200));
                }
            }
        }
        return parts;
    }
}
