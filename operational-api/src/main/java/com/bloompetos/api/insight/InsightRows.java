package com.bloompetos.api.insight;

import com.bloompetos.insight.rule.Action;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** How a row of the table {@code insights} is read. */
final class InsightRows {
    static final String COLUMNS =
            "insight_id, branch_id, kpi, pattern, part, first_day, last_day, title,"
                    // Other words for what it says now; those of an earlier sentence are none.
                    + " coalesce((select w.wording from insight_wordings w where w.insight_id = insights.insight_id"
                    + " and w.sentence = insights.sentence), sentence) as sentence, sentence as template,"
                    + " bindings::text as bindings,"
                    + " chart::text as chart, at_stake_cents, confidence, action, status, withdrawn_reason, withdrawn_at,"
                    + " restated, feedback, opened_at, updated_at";

    private InsightRows() {}

    static Insight insight(ResultSet row, int number) throws SQLException {
        var action = row.getString("action");
        return new Insight(
                row.getObject("insight_id", UUID.class),
                row.getObject("branch_id", UUID.class),
                row.getString("kpi"),
                row.getString("pattern"),
                row.getString("part"),
                row.getObject("first_day", LocalDate.class),
                row.getObject("last_day", LocalDate.class),
                row.getString("title"),
                row.getString("sentence"),
                row.getString("bindings"),
                row.getString("chart"),
                row.getLong("at_stake_cents"),
                row.getDouble("confidence"),
                0,
                action,
                Action.wordsOf(action),
                row.getString("status"),
                row.getString("withdrawn_reason"),
                instant(row, "withdrawn_at"),
                row.getInt("restated"),
                row.getString("feedback"),
                row.getObject("opened_at", OffsetDateTime.class).toInstant(),
                row.getObject("updated_at", OffsetDateTime.class).toInstant());
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        var at = row.getObject(column, OffsetDateTime.class);
        return at == null ? null : at.toInstant();
    }
}
