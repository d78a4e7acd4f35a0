package com.bloompetos.local.bench;

import java.util.List;
import java.util.UUID;

/**
 * The API under test and the database behind it.
 *
 * @param jdbcUrl of PostgreSQL, without parameters
 * @param apiPassword of {@code bloom_api}, as which the same statements are driven straight
 * @param ownerPassword of {@code bloom_owner}, who prepares the data
 * @param superuserPassword for looking over every wall, and for ending connections
 */
public record ApiTarget(
        String apiUrl,
        String jdbcUrl,
        String apiPassword,
        String ownerPassword,
        String superuserPassword,
        Tokens tokens) {

    /** Signs bearer tokens for anybody. */
    public interface Tokens {
        String token(UUID organization, UUID user, String role, List<UUID> branches);
    }
}
