package com.bloompetos.api.access;

import java.util.function.Supplier;
import org.springframework.dao.PessimisticLockingFailureException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
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
    private final TransactionTemplate reading;

    TenantTransaction(JdbcClient jdbc, PlatformTransactionManager manager) {
        this.jdbc = jdbc;
        this.writing = new TransactionTemplate(manager);
        this.reading = new TransactionTemplate(manager);
        this.reading.setReadOnly(true);
    }

    public <T> T write(Caller caller, Supplier<T> work) {
        for (int attempt = 1; ; attempt++) {
            try {
                return within(writing, caller, work);
            } catch (PessimisticLockingFailureException e) {
                if (attempt == ATTEMPTS) {
                    throw e;
                }
            }
        }
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

    /** Local to the transaction: the next user of the pooled connection starts with nothing. */
    private void enter(Caller caller) {
        jdbc.sql(
                        """
                        select set_config('bloom.organization_id', ?, true), set_config('bloom.branch_ids', ?, true),
                               set_config('bloom.user_id', ?, true), set_config('bloom.role', ?, true)
                        """)
                .params(
                        caller.organizationId().toString(),
                        caller.branchScope(),
                        caller.userId().toString(),
                        caller.role().text())
                .query((row, number) -> row.getString(1))
                .single();
    }
}
