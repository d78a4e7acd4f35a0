package com.bloompetos.api.alert;

import com.bloompetos.insight.rule.Action;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** How a row of the table {@code alerts} is read. */
final class AlertRows {
    static final String COLUMNS =
            "alert_id, branch_id, rule, severity, subject_kind, subject_id, episode, title, evidence::text as evidence,"
                    + " at_stake_cents, action, status, opened_at, updated_at, acknowledged_at, snoozed_until,"
                    + " closed_at, closed_by, feedback, is_demoted";

    private AlertRows() {}

    static Alert alert(ResultSet row, int number) throws SQLException {
        var action = row.getString("action");
        return new Alert(
                row.getObject("alert_id", UUID.class),
                row.getObject("branch_id", UUID.class),
                row.getString("rule"),
                row.getString("severity"),
                row.getString("subject_kind"),
                row.getString("subject_id"),
                row.getString("episode"),
                row.getString("title"),
                row.getString("evidence"),
                row.getObject("at_stake_cents", Long.class),
                action,
                Action.wordsOf(action),
                row.getString("status"),
                row.getObject("opened_at", OffsetDateTime.class).toInstant(),
                row.getObject("updated_at", OffsetDateTime.class).toInstant(),
                instant(row, "acknowledged_at"),
                instant(row, "snoozed_until"),
                instant(row, "closed_at"),
                row.getObject("closed_by", UUID.class),
                row.getString("feedback"),
                row.getBoolean("is_demoted"));
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        var at = row.getObject(column, OffsetDateTime.class);
        return at == null ? null : at.toInstant();
    }
}
