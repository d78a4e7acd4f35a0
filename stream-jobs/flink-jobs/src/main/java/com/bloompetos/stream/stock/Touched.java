package com.bloompetos.stream.stock;

/**
 * Which forecasts a change can alter; an empty name means any.
 *
 * @param since the first day of the past that it alters
 */
record Touched(String branchId, String serviceId, String itemId, long since) {
    static final Touched EVERYTHING = new Touched("", "", "", Known.NEVER);

    static Touched branch(String id) {
        return new Touched(id, "", "", Known.NEVER);
    }

    static Touched service(String branchId, String serviceId) {
        return new Touched(branchId, serviceId, "", Known.NEVER);
    }

    static Touched item(String id) {
        return new Touched("", "", id, Known.NEVER);
    }

    static Touched past(String itemId, long since) {
        return new Touched("", "", itemId, since);
    }
}
