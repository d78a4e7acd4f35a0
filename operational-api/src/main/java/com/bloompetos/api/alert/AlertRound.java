package com.bloompetos.api.alert;

import com.bloompetos.api.access.Caller;
import com.bloompetos.api.access.TenantTransaction;
import com.bloompetos.api.background.Round;
import java.time.Duration;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What happens to alerts by itself: they come back, are handed to people, and are sent. */
@Component
class AlertRound implements Round {
    private final TenantTransaction transaction;
    private final JdbcClient jdbc;
    private final AlertRouter router;
    private final AlertPostman postman;

    AlertRound(
            TenantTransaction transaction,
            JdbcClient jdbc,
            AlertRouter router,
            AlertPostman postman) {
        this.transaction = transaction;
        this.jdbc = jdbc;
        this.router = router;
        this.postman = postman;
    }

    @Override
    public String name() {
        return "alerts";
    }

    @Override
    public Duration pause() {
        return Duration.ofSeconds(2);
    }

    @Override
    public void go() {
        var organizations =
                jdbc.sql("select * from security.organizations_with_alert_work()")
                        .query(UUID.class)
                        .list();
        for (var organization : organizations) {
            var program = Caller.ofProgram(organization);
            transaction.write(program, this::wake);
            router.route(program);
            postman.deliver(program);
        }
    }

    private int wake() {
        return jdbc.sql(
                        """
                        update alerts set status = 'opened', snoozed_until = null
                        where status = 'snoozed' and snoozed_until <= now()
                        """)
                .update();
    }
}
