package com.bloompetos.local.bench;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.UUID;

/**
 * Changes rows of {@code payment_intents} (uuids, texts, money, instants; replica identity full) in
 * transactions of {@value #ROWS} rows: four tenths inserts, half updates, a tenth deletes, made by
 * the server itself so that the client is never the limit. Only its own keys, which count up.
 */
final class IntentWriter implements AutoCloseable {
    static final int ROWS = 500;
    static final double UPDATES_SHARE = 0.5;
    static final double DELETES_SHARE = 0.1;

    private static final int UPDATED = (int) (ROWS * UPDATES_SHARE);
    private static final int DELETED = (int) (ROWS * DELETES_SHARE);
    private static final int INSERTED = ROWS - UPDATED - DELETED;

    private static final String CHANGES =
            """
            select (pg_current_wal_insert_lsn() - '0/0'::pg_lsn)::bigint;
            update payment_intents
            set status = (array['processing', 'succeeded', 'failed'])[1 + (tip_cents %% 3)::int],
                tip_cents = tip_cents + 1, updated_at = clock_timestamp()
            where intent_id >= %1$s and intent_id < %1$s;
            delete from payment_intents where intent_id >= %1$s and intent_id < %1$s;
            insert into payment_intents (intent_id, organization_id, branch_id, kind, invoice_id, amount_cents, provider,
                                         provider_reference, status)
            select %2$s, i.organization_id, i.branch_id, 'payment', i.invoice_id, 1000 + n %% 50000, 'card',
                   concat('pi_', i.invoice_id, '_', n), 'created'
            from invoices i, generate_series(?::bigint, ?::bigint) n where i.invoice_id = ?"""
                    .formatted(key("?::bigint"), key("n"));

    private final Connection connection;
    private final PreparedStatement changes;
    private final String prefix;
    private final UUID invoice;
    private long next;
    private long oldest;
    private long updateAt;

    /**
     * One transaction.
     *
     * @param key the row whose coming tells that of the others
     * @param noted the log's end before it was written: its rows' versions cannot be below
     * @param returnedNanos when PostgreSQL had answered
     */
    record Written(String key, long noted, int rows, long returnedNanos) {}

    IntentWriter(Connection connection, UUID run, int number, UUID invoice) throws SQLException {
        this.connection = connection;
        this.invoice = invoice;
        prefix = "%s-%04x-7000-8000-".formatted(run.toString().substring(0, 8), number);
        connection.setAutoCommit(false);
        changes = connection.prepareStatement(CHANGES.replace("$prefix", prefix));
    }

    private static String key(String number) {
        return "('$prefix' || lpad(to_hex(" + number + "), 12, '0'))::uuid";
    }

    /** Rows for the first updates and deletes to meet; they count as changes like all others. */
    Written begin(int rows) throws SQLException {
        return change(0, 0, rows);
    }

    Written write() throws SQLException {
        return change(UPDATED, DELETED, INSERTED);
    }

    private Written change(int updated, int deleted, int inserted) throws SQLException {
        // Those that are updated are never those that the same transaction deletes.
        var firstUpdated = oldest + deleted;
        updateAt = updateAt < firstUpdated || updateAt + updated > next ? firstUpdated : updateAt;
        long[] bounds = {
            updateAt, updateAt + updated, oldest, oldest + deleted, next, next + inserted - 1
        };
        for (int i = 0; i < bounds.length; i++) {
            changes.setLong(i + 1, bounds[i]);
        }
        changes.setObject(bounds.length + 1, invoice);
        long noted;
        changes.execute();
        try (var lsn = changes.getResultSet()) {
            lsn.next();
            noted = lsn.getLong(1);
        }
        check(updated, "updated");
        check(deleted, "deleted");
        check(inserted, "inserted");
        connection.commit();
        updateAt += updated;
        oldest += deleted;
        next += inserted;
        return new Written(
                prefix + "%012x".formatted(next - 1),
                noted,
                updated + deleted + inserted,
                System.nanoTime());
    }

    private void check(int wanted, String what) throws SQLException {
        changes.getMoreResults();
        if (changes.getUpdateCount() != wanted) {
            throw new IllegalStateException(
                    changes.getUpdateCount() + " rows were " + what + " instead of " + wanted);
        }
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
