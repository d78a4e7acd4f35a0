package com.bloompetos.api.access;

import java.util.function.Supplier;
import org.springframework.dao.PessimisticLockingFailureException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.authentication.CredentialsExpiredException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * One database transaction behind the caller's wall. Every statement on tenants' tables runs in
 * one: outside of it the scope is unset and there is nothing to see.
 */
@Component
public class TenantTransaction {
    private static final int ATTEMPTS =
            3; // Of a transaction that PostgreSQL broke off to end a deadlock.

    private final JdbcClient jdbc;
    private final TransactionTemplate writing;
    private final TransactionTemplate nested;
    private final TransactionTemplate reading;

    TenantTransaction(JdbcClient jdbc, PlatformTransactionManager manager) {
        this.jdbc = jdbc;
        this.writing = new TransactionTemplate(manager);
        this.nested = new TransactionTemplate(manager);
        this.nested.setPropagationBehavior(TransactionDefinition.PROPAGATION_NESTED);
        this.reading = new TransactionTemplate(manager);
        this.reading.setReadOnly(true);
    }

    public <T> T write(Caller caller, Supplier<T> work) {
        for (int attempt = 1; ; attempt++) {
            try {
                return within(isInside() ? nested : writing, caller, work);
            } catch (PessimisticLockingFailureException e) {
                if (attempt == ATTEMPTS) {
                    throw e;
                }
            }
        }
    }

    private static boolean isInside() {
        return TransactionSynchronizationManager.isActualTransactionActive();
    }

    public <T> T read(Caller caller, Supplier<T> work) {
        return within(reading, caller, work);
    }

    // The template answers null only where the work does.
    @SuppressWarnings("NullAway")
    private <T> T within(TransactionTemplate transaction, Caller caller, Supplier<T> work) {
        return transaction.execute(
                status -> {
                    enter(caller);
                    return work.get();
                });
    }

    /**
     * One transaction around several: what they wrote is stored together or not at all. A part that
     * loses a deadlock is taken back to its own beginning and tried again.
     */
    public <T> T around(Caller caller, Supplier<T> work) {
        return within(writing, caller, work);
    }

    /** Local to the transaction: the next user of the pooled connection starts with nothing. */
    private void enter(Caller caller) {
        boolean hasEnded =
                jdbc.sql(
                                """
                        select set_config('bloom.organization_id', ?, true), set_config('bloom.branch_ids', ?, true),
                               set_config('bloom.user_id', ?, true), set_config('bloom.role', ?, true),
                               set_config('bloom.assigned_only', ?, true),
                               exists (select from security.ended_sessions where session_id = ?) as has_ended
                        """)
                        .params(
                                caller.organizationId().toString(),
                                caller.branchScope(),
                                caller.userId().toString(),
                                caller.role().text(),
                                String.valueOf(caller.assignedOnly()),
                                caller.session() == null ? "" : caller.session())
                        .query((row, number) -> row.getBoolean("has_ended"))
                        .single();
        // The token itself is good for some minutes more.
        if (hasEnded) {
            throw new CredentialsExpiredException("The session was ended.");
        }
    }
}
