package com.bloompetos.api.audit;

import com.bloompetos.api.access.Caller;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What triggers cannot see: that somebody looked. Changes are written down by the database. */
@Component
public class Audit {
    private final JdbcClient jdbc;

    Audit(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** In the caller's writing transaction: what cannot be written down is not shown. */
    public void looked(Caller caller, String table, UUID rowId) {
        note(caller, "look", table, rowId);
    }

    public void note(Caller caller, String action, String table, UUID rowId) {
        jdbc.sql(
                        """
                        insert into audit_log (organization_id, actor, actor_role, action, on_table, row_id)
                        values (?, ?, ?, ?, ?, ?)
                        """)
                .params(
                        caller.organizationId(),
                        caller.userId(),
                        caller.role().text(),
                        action,
                        table,
                        rowId)
                .update();
    }
}
