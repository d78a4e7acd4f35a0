package com.bloompetos.api.audit;

import com.bloompetos.api.background.Round;
import java.time.Duration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Seals what was written down since the last second, outside of everybody's transaction. */
@Component
class AuditSeal implements Round {
    private final JdbcClient jdbc;

    AuditSeal(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public String name() {
        return "audit-seal";
    }

    @Override
    public Duration pause() {
        return Duration.ofSeconds(1);
    }

    @Override
    public void go() {
        jdbc.sql("select security.seal_audit()").query(Integer.class).single();
    }
}
