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

    /** A feature's coarse value, which it may be crossed with others by. */
    private record Coarse(String group, int hash) {}

    /** Buckets per unit of the logarithm: a rough guess is learned soon, a fine one later. */
    private static final int[] RESOLUTIONS = {1, 2, 6};

    /** A pair says less than its parts until much was learned, so it moves the weight less. */
    private static final double CROSSED = 0.3;

    private final List<Feature> features = new ArrayList<>();
    private final List<Coarse> coarse = new ArrayList<>();

    /** A number; centre it on its usual value, so that zero says "as usual". */
    public Features number(String group, String name, double value, double prior) {
        return feature(group, hash(name), value, prior);
    }

    /** One of many names: each has a weight of its own and starts at none. */
    public Features category(String group, String name, String value) {
        return feature(group, mix(hash(name), hash(value)), 1, 0);
    }

    /** A category with few enough values to be crossed with others. */
    public Features crossable(String group, String name, String value) {
        coarse.add(new Coarse(group, mix(hash(name), hash(value))));
        return category(group, name, value);
    }

    /**
     * A number of unknown shape: itself on a logarithmic scale, and the bucket it falls in at three
     * widths, so that any curve can be learned.
     */
    public Features curve(String group, String name, double value, double usual, double prior) {
        double scaled = logarithm(value);
        int base = hash(name);
        for (int resolution : RESOLUTIONS) {
            int bucket = mix(mix(base, resolution), (int) Math.rint(scaled * resolution));
            feature(group, bucket, resolution == RESOLUTIONS[2] ? 0.5 : 1, 0);
            if (resolution == RESOLUTIONS[0]) {
                coarse.add(new Coarse(group, bucket));
            }
        }
        // A third of the scale moves the weight as much as one bucket does.
        return feature(group, base, (scaled - logarithm(usual)) / 3, 3 * prior);
    }

    /** Every pair of coarse values with one of the first {@code leaders} in it. */
    public Features crossed(int leaders) {
        for (int i = 0; i < Math.min(leaders, coarse.size()); i++) {
            for (int j = i + 1; j < coarse.size(); j++) {
                var other = coarse.get(j);
                feature(other.group(), mix(coarse.get(i).hash(), other.hash()), CROSSED, 0);
            }
        }
        return this;
    }

    List<Feature> all() {
        return features;
    }

    private Features feature(String group, int hash, double value, double prior) {
        features.add(new Feature(group, mix(hash, 0) & (FtrlLogistic.SLOTS - 1), value, prior));
        return this;
    }

    /** Signed, so that a negative number has its own place. */
    private static double logarithm(double value) {
        return Math.signum(value) * Math.log1p(Math.abs(value));
    }

    /** FNV-1a: the same on every machine and every run. */
    private static int hash(String name) {
        int hash = 0x811c9dc5;
        for (int i = 0; i < name.length(); i++) {
            hash = (hash ^ name.charAt(i)) * 0x01000193;
        }
        return hash;
    }

    /** Order matters; the final steps spread neighbours over all slots. */
    private static int mix(int left, int right) {
        int hash = (left ^ right * 0x9e3779b9) * 0x01000193;
        hash ^= hash >>> 15;
        hash *= 0x2c1b3c6d;
        return hash ^ hash >>> 12;
    }
}
