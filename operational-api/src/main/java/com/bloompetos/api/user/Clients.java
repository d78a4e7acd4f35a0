package com.bloompetos.api.user;

import com.bloompetos.api.access.Caller;
import com.bloompetos.api.access.TenantTransaction;
import com.bloompetos.api.page.PageWish;
import com.bloompetos.api.position.Position;
import com.bloompetos.api.position.Positions;
import com.bloompetos.api.position.Written;
import com.bloompetos.api.privacy.Vault;
import com.bloompetos.api.problem.Problem;
import com.bloompetos.api.problem.ProblemType;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/** Registers pet parents and finds them again; contact data is sealed. */
@Service
class Clients {
    /** Matches no password: the person asks for one when they want to sign in. */
    private static final String NO_PASSWORD = "{noop-never}";

    private static final String COLUMNS =
            "user_id, email, first_name, last_name, phone_number, created_at";

    private final TenantTransaction transaction;
    private final JdbcClient jdbc;
    private final Positions positions;
    private final Vault vault;

    Clients(TenantTransaction transaction, JdbcClient jdbc, Positions positions, Vault vault) {
        this.transaction = transaction;
        this.jdbc = jdbc;
        this.positions = positions;
        this.vault = vault;
    }

    List<Client> all(Caller caller, PageWish page) {
        return transaction
                .read(
                        caller,
                        () ->
                                jdbc.sql(
                                                """
                                                select %s from users where role = 'owner' and user_id < ?
                                                order by user_id desc limit ?
                                                """
                                                        .formatted(COLUMNS))
                                        .params(page.before(), page.fetch())
                                        .query(Client.class)
                                        .list())
                .stream()
                .map(this::opened)
                .toList();
    }

    Client one(Caller caller, UUID userId) {
        return opened(transaction.read(caller, () -> find(userId)));
    }

    Client find(UUID userId) {
        return jdbc.sql("select " + COLUMNS + " from users where user_id = ? and role = 'owner'")
                .param(userId)
                .query(Client.class)
                .optional()
                .orElseThrow(() -> Problem.notFound("user_id", userId));
    }

    Written<Client> register(Caller caller, NewClient wish) {
        return transaction.write(
                caller,
                () -> {
                    var userId = jdbc.sql("select uuidv7()").query(UUID.class).single();
                    long endOfLog = positions.endOfLog();
                    // First a client, then visible: the foreign key waits for the end.
                    int client =
                            jdbc.sql(
                                            """
                                            insert into franchise_clients (organization_id, franchise_id, user_id)
                                            select organization_id, franchise_id, ? from branches where branch_id = ?
                                            """)
                                    .params(userId, wish.branchId())
                                    .update();
                    if (client == 0) {
                        throw Problem.unknown("branch_id", wish.branchId());
                    }
                    return new Written<>(
                            insert(caller, userId, wish), new Position("users", userId, endOfLog));
                });
    }

    private Client insert(Caller caller, UUID userId, NewClient wish) {
        String email = wish.email().strip().toLowerCase(Locale.ROOT);
        if (isTaken(email)) {
            throw taken();
        }
        try {
            return opened(
                    jdbc.sql(
                                    """
                                    insert into users (user_id, organization_id, email, password_hash, first_name, last_name, phone_number)
                                    values (:id, :organization, :email, :password, :first, :last, :phone) returning %s
                                    """
                                            .formatted(COLUMNS))
                            .param("id", userId)
                            .param("organization", caller.organizationId())
                            .param("email", vault.sealAlike(email))
                            .param("password", NO_PASSWORD)
                            .param("first", wish.firstName())
                            .param("last", wish.lastName())
                            .param("phone", vault.sealIfAny(wish.phoneNumber()))
                            .query(Client.class)
                            .single());
        } catch (DuplicateKeyException e) {
            throw taken();
        }
    }

    /** What was loaded in plain letters and waits to be sealed is not seen by the unique key. */
    private boolean isTaken(String email) {
        return jdbc.sql("select true from users where email = ?")
                .param(email)
                .query(Boolean.class)
                .optional()
                .isPresent();
    }

    private static Problem taken() {
        return Problem.conflict(
                ProblemType.ALREADY_EXISTS, "email", "Somebody is registered with this e-mail.");
    }

    private Client opened(Client sealed) {
        return new Client(
                sealed.userId(),
                vault.open(sealed.email()),
                sealed.firstName(),
                sealed.lastName(),
                vault.openIfAny(sealed.phoneNumber()),
                sealed.createdAt());
    }
}
