package com.bloompetos.stream.medical;

/**
 * What is kept of each row, with the log position that said it; an older version changes nothing.
 */
final class Known {
    /** A day that is not there. */
    static final long NEVER = Long.MAX_VALUE;

    private Known() {}

    public record Branch(long version, String zone) {}

    /**
     * @param expiresOn days since 1970, {@link #NEVER} when it does not
     */
    public record Dose(
            long version,
            String branchId,
            String petId,
            String vaccine,
            long givenOn,
            long expiresOn,
            boolean isDeleted) {}

    public record Visit(
            long version, String branchId, String petId, long day, boolean isScheduled) {}
}
