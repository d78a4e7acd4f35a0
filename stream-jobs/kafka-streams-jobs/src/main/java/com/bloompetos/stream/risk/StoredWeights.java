package com.bloompetos.stream.risk;

import com.bloompetos.insight.risk.NoShowRisk;
import com.bloompetos.insight.risk.Weights;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * What organizations taught, each under the model's version: another version's features mean other
 * things, so its weights are never read and go with the next cleanup.
 *
 * <p>One question reads some ninety weights, so those once read stay at hand. Whoever keeps this
 * makes it anew when the store may have changed behind its back.
 */
final class StoredWeights {
    /** Some 40 MB; then all are read again. */
    private static final int MOST_AT_HAND = 400_000;

    private static final String VERSION = NoShowRisk.MODEL_VERSION + '/';

    private final KeyValueStore<String, Weights.Weight> store;
    private final Map<String, Map<Integer, Weights.Weight>> atHand = new HashMap<>();
    private int read;

    StoredWeights(KeyValueStore<String, Weights.Weight> store) {
        this.store = store;
    }

    Weights of(String organization) {
        if (read > MOST_AT_HAND) {
            atHand.clear();
            read = 0;
        }
        var known = atHand.computeIfAbsent(organization, name -> new HashMap<>());
        var prefix = VERSION + organization + '/';
        return new Weights() {
            @Override
            public Weight find(int slot) {
                var weight = known.get(slot);
                if (weight == null) {
                    var stored = store.get(prefix + slot);
                    weight = stored == null ? Weight.NONE : stored;
                    known.put(slot, weight);
                    read++;
                }
                return weight;
            }

            @Override
            public void put(int slot, Weight weight) {
                known.put(slot, weight);
                store.put(prefix + slot, weight);
            }
        };
    }

    void forgetOtherVersions() {
        var others = new ArrayList<String>();
        // Everything before this version's keys, and everything after them.
        keys(null, VERSION, others);
        keys(NoShowRisk.MODEL_VERSION + (char) ('/' + 1), null, others);
        others.forEach(store::delete);
    }

    private void keys(
            @org.jspecify.annotations.Nullable String from,
            @org.jspecify.annotations.Nullable String to,
            List<String> found) {
        try (var some = store.range(from, to)) {
            some.forEachRemaining(entry -> found.add(entry.key));
        }
    }
}
