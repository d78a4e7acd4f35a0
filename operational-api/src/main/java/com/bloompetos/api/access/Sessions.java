package com.bloompetos.api.access;

import com.bloompetos.api.position.Position;
import com.bloompetos.api.position.Positions;
import com.bloompetos.api.position.Written;
import com.bloompetos.api.problem.Problem;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.jdbc.core.JdbcOperations;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** The programs that are signed in for a person, and the switch to end each of them at once. */
@RestController
@RequestMapping("/v1/users/me/sessions")
class Sessions {
    private final TenantTransaction transaction;
    private final JdbcClient jdbc;
    private final JdbcOperations operations;
    private final Positions positions;

    Sessions(
            TenantTransaction transaction,
            JdbcClient jdbc,
            JdbcOperations operations,
            Positions positions) {
        this.transaction = transaction;
        this.jdbc = jdbc;
        this.operations = operations;
        this.positions = positions;
    }

    /**
     * @param isThis the one that asks
     */
    record Session(
            UUID sessionId,
            String client,
            Instant refreshedAt,
            @Nullable Instant expiresAt,
            boolean isThis) {}

    /** An ended session, for whoever ended it. */
    record Ended(UUID sessionId) {}

    @GetMapping
    List<Session> mine(Caller caller) {
        return transaction.read(
                caller,
                () ->
                        jdbc.sql(
                                        """
                                        select cast(id as uuid) as session_id, registered_client_id as client,
                                               access_token_issued_at as refreshed_at, refresh_token_expires_at as expires_at,
                                               id = coalesce(:this, '') as is_this
                                        from security.oauth2_authorization
                                        where principal_name = :person and access_token_issued_at is not null
                                          and greatest(refresh_token_expires_at, access_token_expires_at) > now()
                                        order by access_token_issued_at desc limit 200
                                        """)
                                .param("this", caller.session())
                                .param("person", caller.userId().toString())
                                .query(Session.class)
                                .list());
    }

    @PostMapping("/{sessionId}/end")
    ResponseEntity<Ended> end(Caller caller, @PathVariable UUID sessionId) {
        return transaction
                .write(
                        caller,
                        () -> {
                            boolean isMine =
                                    jdbc.sql(
                                                    "select true from security.oauth2_authorization where id = ? and principal_name = ?")
                                            .params(
                                                    sessionId.toString(),
                                                    caller.userId().toString())
                                            .query(Boolean.class)
                                            .optional()
                                            .isPresent();
                            if (!isMine) {
                                throw Problem.notFound("session_id", sessionId);
                            }
                            long endOfLog = positions.endOfLog();
                            end(operations, sessionId.toString());
                            return new Written<>(
                                    new Ended(sessionId),
                                    new Position("sessions", sessionId, endOfLog));
                        })
                .changed();
    }

    /** No refresh from now on, and no request with a token that was given out before. */
    static void end(JdbcOperations jdbc, String session) {
        jdbc.update(
                """
                insert into security.ended_sessions (session_id, forget_at) values (?, now() + interval '1 hour')
                on conflict do nothing
                """,
                session);
        jdbc.update("delete from security.oauth2_authorization where id = ?", session);
    }
}
