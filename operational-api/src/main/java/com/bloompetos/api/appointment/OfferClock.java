package com.bloompetos.api.appointment;

import com.bloompetos.api.access.Caller;
import com.bloompetos.api.access.Role;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.annotation.Lazy;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/** Ends the waitlist's offers when their time is up; several machines may do it at once. */
@Component
@Lazy(false)
class OfferClock implements SmartLifecycle {
    private static final Logger log = LoggerFactory.getLogger(OfferClock.class);
    private static final UUID NOBODY = new UUID(0, 0);
    private static final long SECONDS = 10;

    private final ObjectProvider<Waitlist> waitlist;
    private final ScheduledExecutorService clock =
            Executors.newSingleThreadScheduledExecutor(
                    work -> {
                        var thread = new Thread(work, "offers");
                        thread.setDaemon(true);
                        return thread;
                    });
    private volatile boolean running;

    OfferClock(ObjectProvider<Waitlist> waitlist) {
        this.waitlist = waitlist;
    }

    @Override
    public void start() {
        running = true;
        var unused = clock.scheduleWithFixedDelay(this::look, SECONDS, SECONDS, TimeUnit.SECONDS);
    }

    private void look() {
        try {
            var list = waitlist.getObject();
            for (var organizationId : list.organizationsWithExpiredOffers()) {
                list.passOnExpired(new Caller(NOBODY, organizationId, Role.ADMIN, List.of()));
            }
        } catch (DataAccessException | TransactionException away) {
            log.debug("offers are looked at again later: {}", String.valueOf(away.getMessage()));
        }
    }

    @Override
    public void stop() {
        running = false;
        clock.shutdownNow();
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
