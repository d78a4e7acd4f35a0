package com.bloompetos.stream.stock;

/**
 * What is kept of each row, with the log position that said it. An older version changes nothing,
 * so a repeat, a restart or a rewind does not either.
 *
 * <p>{@link #NEVER} stands for a day that is not there. What is over keeps the day on which that
 * was heard, and is forgotten {@link #KEPT_DAYS} later.
 */
final class Known {
    static final long NEVER = Long.MAX_VALUE;
    static final int KEPT_DAYS = 35;

    private Known() {}

    public record Branch(long version, String franchiseId, String zone) {}

    /**
     * @param priceCents below zero when it is not sold by itself
     */
    public record Item(
            long version,
            String branchId,
            String sku,
            int onHand,
            int reorderPoint,
            int reorderQuantity,
            long costCents,
            long priceCents,
            long overSince) {
        boolean isKept() {
            return overSince == NEVER;
        }
    }

    public record Lot(long version, String itemId, int onHand, long expiresOn, long overSince) {}

    public record Order(
            long version, String branchId, long orderedDay, long expectedDay, long overSince) {}

    public record Line(long version, String orderId, String itemId, int missing, long overSince) {}

    public record Supply(long version, String serviceId, String sku, int quantity) {}

    public record Visit(
            long version, String branchId, String serviceId, long day, boolean isScheduled) {}

    /** How likely a visit takes place. */
    public record Show(long version, long scoredAt, long day, double probability) {}

    public record Movement(
            long version, String itemId, long day, int sold, int used, int net, String orderId) {}

    /**
     * What left the shelf on each day.
     *
     * @param first the day of the first entry
     * @param sold asked for without an appointment
     * @param used by visits
     * @param net all movements together
     */
    @SuppressWarnings("ArrayRecordComponent") // Never compared and never changed: copied.
    public record Days(long first, int[] sold, int[] used, int[] net) {}
}
