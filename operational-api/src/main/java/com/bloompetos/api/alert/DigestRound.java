package com.bloompetos.api.alert;

import com.bloompetos.api.access.Caller;
import com.bloompetos.api.background.Round;
import java.time.Duration;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * The letters of the morning, beside the round of alerts: writing one takes a look at the
 * warehouse.
 */
@Component
class DigestRound implements Round {
    private final JdbcClient jdbc;
    private final DigestPlan plan;
    private final AlertPostman postman;

    DigestRound(JdbcClient jdbc, DigestPlan plan, AlertPostman postman) {
        this.jdbc = jdbc;
        this.plan = plan;
        this.postman = postman;
    }

    @Override
    public String name() {
        return "digests";
    }

    @Override
    public Duration pause() {
        return Duration.ofSeconds(10);
    }

    @Override
    public void go() {
        for (var organization :
                jdbc.sql("select * from security.organizations()").query(UUID.class).list()) {
            var program = Caller.ofProgram(organization);
            plan.begin(program);
            postman.deliverDigests(program);
        }
    }
}
