package com.bloompetos.api;

import com.zaxxer.hikari.HikariDataSource;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * The two ways into PostgreSQL: the owner, for migrations only, and the API's own role for
 * everything else.
 */
@Configuration(proxyBeanMethods = false)
class Database {
    static void migrate(ApiConfiguration configuration) {
        Flyway.configure()
                .dataSource(
                        configuration.postgresUrl(),
                        "bloom_owner",
                        configuration.postgresOwnerPassword())
                .locations("classpath:db/migration")
                .defaultSchema("public")
                .connectRetries(10)
                .load()
                .migrate();
    }

    @Bean
    DataSource dataSource(ApiConfiguration configuration) {
        var pool = new HikariDataSource();
        pool.setPoolName("postgres");
        pool.setJdbcUrl(configuration.postgresUrl());
        pool.setUsername("bloom_api");
        pool.setPassword(configuration.postgresApiPassword());
        pool.setMaximumPoolSize(16);
        pool.setMinimumIdle(2);
        pool.setConnectionTimeout(3_000);
        pool.setInitializationFailTimeout(-1);
        // The security schema is on the path for Spring Authorization Server, whose statements name
        // no schema.
        pool.addDataSourceProperty("currentSchema", "public,security");
        pool.addDataSourceProperty("reWriteBatchedInserts", "true");
        pool.addDataSourceProperty("socketTimeout", "30");
        pool.addDataSourceProperty("ApplicationName", "operational-api");
        return pool;
    }
}
