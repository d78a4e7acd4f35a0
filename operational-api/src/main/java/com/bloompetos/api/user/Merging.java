package com.bloompetos.api.user;

import com.bloompetos.api.access.Caller;
import com.bloompetos.api.access.OpenSessions;
import com.bloompetos.api.access.TenantTransaction;
import com.bloompetos.api.position.Position;
import com.bloompetos.api.position.Positions;
import com.bloompetos.api.position.Written;
import com.bloompetos.api.problem.Problem;
import com.bloompetos.api.problem.ProblemType;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/**
 * Makes two clients one. Appointments, records and feedback hang on the pet and go with it;
 * invoices are moved with their client. The other row stays, marked, without a name or a way in.
 */
@Service
class Merging {
    private final TenantTransaction transaction;
    private final JdbcClient jdbc;
    private final Positions positions;
    private final OpenSessions sessions;

    Merging(
            TenantTransaction transaction,
            JdbcClient jdbc,
            Positions positions,
            OpenSessions sessions) {
        this.transaction = transaction;
        this.jdbc = jdbc;
        this.positions = positions;
        this.sessions = sessions;
    }

    /** What has moved to the client who is kept. */
    record Merged(UUID userId, UUID mergedUserId, int pets, int invoices) {}

    Written<Merged> merge(Caller caller, UUID kept, UUID merged) {
        if (kept.equals(merged)) {
            throw Problem.invalid(
                    ProblemType.INVALID_FIELD, "merged_user_id", "This is the same client.");
        }
        return transaction.write(
                caller,
                () -> {
                    lock(kept, merged);
                    long endOfLog = positions.endOfLog();
                    jdbc.sql(
                                    """
                                    insert into franchise_clients (organization_id, franchise_id, user_id, since)
                                    select organization_id, franchise_id, ?, since from franchise_clients where user_id = ?
                                    on conflict (user_id, franchise_id) do nothing
                                    """)
                            .params(kept, merged)
                            .update();
                    int pets = move("pets", kept, merged);
                    int invoices = move("invoices", kept, merged);
                    // Last of all: who is nobody's client is not seen any more.
                    mark(kept, merged);
                    sessions.endAll(merged);
                    jdbc.sql("delete from franchise_clients where user_id = ?")
                            .param(merged)
                            .update();
                    return new Written<>(
                            new Merged(kept, merged, pets, invoices),
                            new Position("users", merged, endOfLog));
                });
    }

    /** In one order, so that two merges of the same people cannot wait for each other. */
    private void lock(UUID kept, UUID merged) {
        var found =
                jdbc.sql(
                                """
                                select user_id from users
                                where user_id in (?, ?) and role = 'owner' and merged_into is null order by user_id for update
                                """)
                        .params(kept, merged)
                        .query(UUID.class)
                        .list();
        if (!found.contains(kept)) {
            throw Problem.notFound("user_id", kept);
        }
        if (!found.contains(merged)) {
            throw Problem.unknown("merged_user_id", merged);
        }
        boolean isElsewhere =
                jdbc.sql("select security.is_client_elsewhere(?)")
                        .param(merged)
                        .query(Boolean.class)
                        .single();
        if (isElsewhere) {
            throw Problem.notAllowed("Only an administrator can merge this client.");
        }
    }

    /** A table of ours, never the caller's word. */
    private int move(String table, UUID kept, UUID merged) {
        return jdbc.sql("update %s set user_id = ? where user_id = ?".formatted(table))
                .params(kept, merged)
                .update();
    }

    private void mark(UUID kept, UUID merged) {
        jdbc.sql(
                        """
                        update users set merged_into = ?, email = 'merged-' || user_id || '@merged.invalid',
                            password_hash = '{noop-never}', first_name = 'Merged', last_name = 'Merged', phone_number = null
                        where user_id = ?
                        """)
                .params(kept, merged)
                .update();
    }
}
