package com.bloompetos.api.kpi;

import com.bloompetos.api.ApiConfiguration;
import com.zaxxer.hikari.HikariDataSource;
import java.util.function.Supplier;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.core.simple.JdbcClient.StatementSpec;
import org.springframework.stereotype.Component;

/**
 * The warehouse as the API reads it: a small pool, and patience that ends before a person's does.
 */
@Component
public class Warehouse implements DisposableBean {
    // Not a bean of its own: PostgreSQL stays the one DataSource that the framework sees.
    private final HikariDataSource pool = new HikariDataSource();
    private final JdbcClient jdbc;

    Warehouse(ApiConfiguration configuration) {
        pool.setPoolName("clickhouse");
        pool.setDriverClassName("com.clickhouse.jdbc.ClickHouseDriver");
        pool.setJdbcUrl("jdbc:clickhouse:" + configuration.clickhouseUrl());
        pool.setUsername(configuration.clickhouseUser());
        pool.setPassword(configuration.clickhousePassword());
        pool.setMaximumPoolSize(4);
        pool.setMinimumIdle(0);
        pool.setReadOnly(true);
        pool.setConnectionTimeout(2_000);
        pool.setValidationTimeout(1_000);
        // The API starts and books without the warehouse; only its numbers wait.
        pool.setInitializationFailTimeout(-1);
        pool.addDataSourceProperty("socket_timeout", "5000");
        pool.addDataSourceProperty("connection_timeout", "2000");
        this.jdbc = JdbcClient.create(pool);
    }

    public StatementSpec sql(String sql) {
        return jdbc.sql(sql);
    }

    /**
     * The answer, or {@code nothing} while a table is not there yet: raw tables are made with their
     * first change, and a branch that has just begun is no fault.
     */
    public static <T> T orNothingYet(Supplier<T> query, T nothing) {
        try {
            return query.get();
        } catch (DataAccessException refused) {
            if (String.valueOf(refused.getMostSpecificCause().getMessage())
                    .contains("(UNKNOWN_TABLE)")) {
                return nothing;
            }
            throw refused;
        }
    }

    @Override
    public void destroy() {
        pool.close();
    }
}
