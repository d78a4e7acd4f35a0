package com.bloompetos.api.access;

import java.util.UUID;
import org.springframework.jdbc.core.JdbcOperations;
import org.springframework.stereotype.Component;

/** The sessions of somebody who may not come in any more; within the caller's transaction. */
@Component
public class OpenSessions {
    private final JdbcOperations jdbc;

    OpenSessions(JdbcOperations jdbc) {
        this.jdbc = jdbc;
    }

    public void endAll(UUID userId) {
        jdbc.queryForList(
                        "select id from security.oauth2_authorization where principal_name = ?",
                        String.class,
                        userId.toString())
                .forEach(session -> Sessions.end(jdbc, session));
    }
}
