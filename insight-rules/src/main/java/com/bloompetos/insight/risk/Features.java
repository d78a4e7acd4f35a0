package com.bloompetos.insight.risk;

import java.util.ArrayList;
import java.util.List;

/**
 * What one prediction looks at, each feature hashed to a slot. A group is what a person would call
 * one reason: its features raise or lower the risk together.
 */
public final class Features {
    /** One number with the slot of its weight and the weight it has before anything was learned. */
    record Feature(String group, int slot, double value, double prior) {}

    private final List<Feature> features = new ArrayList<>();

    /** A number; centre it on its usual value, so that zero says "as usual". */
    public Features number(String group, String name, double value, double prior) {
        features.add(new Feature(group, slot(name), value, prior));
        return this;
    }

    /** One of many names: each has a weight of its own and starts at none. */
    public Features category(String group, String name, String value) {
        return number(group, name + '=' + value, 1, 0);
    }

    List<Feature> all() {
        return features;
    }

    /** FNV-1a with a final mix: the same on every machine and every run. */
    private static int slot(String name) {
        int hash = 0x811c9dc5;
        for (int i = 0; i < name.length(); i++) {
            hash = (hash ^ name.charAt(i)) * 0x01000193;
        }
        hash ^= hash >>> 15;
        hash *= 0x2c1b3c6d;
        hash ^= hash >>> 12;
        return hash & (FtrlLogistic.SLOTS - 1);
    }
}
