package com.bloompetos.local.bench;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Where the stack under test is, and how to sign in there.
 *
 * @param jdbcUrl of PostgreSQL, without parameters
 * @param ownerPassword of {@code bloom_owner}, who writes under the wall
 * @param cdcPassword of {@code bloom_cdc}, who reads over it
 * @param clickhouseUrl the HTTP interface
 * @param warehouseUser one who may read raw and mart
 * @param apiUrl the API's root, without a slash at its end
 * @param demoPassword of every demo login
 */
public record Addresses(
        String jdbcUrl,
        String ownerPassword,
        String cdcPassword,
        String clickhouseUrl,
        String warehouseUser,
        String warehousePassword,
        String apiUrl,
        String demoPassword) {

    /**
     * One pool for a bench's commits; every connection stands inside the wall of one organization.
     */
    HikariDataSource ownerPool(@Nullable UUID organization, int size) {
        HikariConfig config = pool("bloom_owner", ownerPassword, size);
        if (organization != null) {
            config.addDataSourceProperty(
                    "options",
                    "-c bloom.organization_id="
                            + organization
                            + " -c bloom.branch_ids=* -c bloom.role=admin");
        }
        return new HikariDataSource(config);
    }

    /** Reads every organization, for comparing. */
    HikariDataSource reconciliationPool() {
        return new HikariDataSource(pool("bloom_cdc", cdcPassword, 2));
    }

    WarehouseReader warehouse() {
        return new WarehouseReader(clickhouseUrl, warehouseUser, warehousePassword);
    }

    private HikariConfig pool(String user, String password, int size) {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(jdbcUrl);
        config.setUsername(user);
        config.setPassword(password);
        config.setMaximumPoolSize(size);
        config.setMinimumIdle(size);
        config.setConnectionTimeout(5_000);
        config.setValidationTimeout(2_000);
        // A server that died without a word must not hold a worker for ever.
        config.addDataSourceProperty("socketTimeout", "60");
        config.addDataSourceProperty("reWriteBatchedInserts", "true");
        // The bench outlives restarts of the database.
        config.setInitializationFailTimeout(-1);
        return config;
    }
}
