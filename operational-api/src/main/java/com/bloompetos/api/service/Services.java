package com.bloompetos.api.service;

import com.bloompetos.api.access.Caller;
import com.bloompetos.api.access.TenantTransaction;
import com.bloompetos.api.position.Position;
import com.bloompetos.api.position.Positions;
import com.bloompetos.api.position.Written;
import com.bloompetos.api.problem.Problem;
import com.bloompetos.api.problem.ProblemType;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalTime;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/** What is sold, and for how much where and when. */
@Service
class Services {
    private static final String COLUMNS =
            """
            service_id, name, category, description, price, duration_minutes, late_cancel_hours, buffer_before_minutes,
            buffer_after_minutes, required_skills, place_kind, priced_per, tax_basis_points, deposit_cents, late_fee_cents,
            no_show_fee_cents""";
    private static final String RULE_COLUMNS =
            """
            price_rule_id, branch_id, service_id, weekdays, from_time, until_time, valid_from, valid_until, price_cents,
            priority""";

    private final TenantTransaction transaction;
    private final JdbcClient jdbc;
    private final Positions positions;

    Services(TenantTransaction transaction, JdbcClient jdbc, Positions positions) {
        this.transaction = transaction;
        this.jdbc = jdbc;
        this.positions = positions;
    }

    List<OfferedService> all(Caller caller) {
        return transaction.read(
                caller,
                () ->
                        jdbc.sql("select " + COLUMNS + " from services order by category, name")
                                .query((row, number) -> service(row))
                                .list());
    }

    Written<OfferedService> offer(Caller caller, NewService wish) {
        return transaction.write(
                caller,
                () -> {
                    long endOfLog = positions.endOfLog();
                    var made =
                            jdbc.sql(
                                            """
                                            insert into services (organization_id, name, category, description, price, duration_minutes,
                                                late_cancel_hours, buffer_before_minutes, buffer_after_minutes, required_skills, place_kind,
                                                priced_per, tax_basis_points, deposit_cents, late_fee_cents, no_show_fee_cents)
                                            values (?, ?, ?, ?, ?, ?, coalesce(?, 24), coalesce(?, 0), coalesce(?, 0), ?::text[], ?,
                                                ?, coalesce(?, 0), coalesce(?, 0), coalesce(?, 0), coalesce(?, 0))
                                            returning %s
                                            """
                                                    .formatted(COLUMNS))
                                    .params(
                                            Arrays.asList(
                                                    caller.organizationId(),
                                                    wish.name(),
                                                    wish.category().text(),
                                                    wish.description(),
                                                    BigDecimal.valueOf(wish.priceCents(), 2),
                                                    wish.durationMinutes(),
                                                    wish.lateCancelHours(),
                                                    wish.bufferBeforeMinutes(),
                                                    wish.bufferAfterMinutes(),
                                                    wish.skills(),
                                                    wish.placeKind(),
                                                    wish.priced(),
                                                    wish.taxBasisPoints(),
                                                    wish.depositCents(),
                                                    wish.lateFeeCents(),
                                                    wish.noShowFeeCents()))
                                    .query((row, number) -> service(row))
                                    .single();
                    return new Written<>(
                            made, new Position("services", made.serviceId(), endOfLog));
                });
    }

    List<PriceRule> rules(Caller caller, @Nullable UUID branchId) {
        return transaction.read(
                caller,
                () ->
                        jdbc.sql(
                                        "select "
                                                + RULE_COLUMNS
                                                + " from price_rules where cast(:branch as uuid) is null or branch_id = :branch"
                                                + " order by branch_id, service_id, priority desc limit 500")
                                .param("branch", branchId)
                                .query((row, number) -> rule(row))
                                .list());
    }

    Written<PriceRule> price(Caller caller, NewPriceRule wish) {
        var from = Objects.requireNonNullElse(wish.fromTime(), LocalTime.MIN);
        if (wish.untilTime() != null && !wish.untilTime().isAfter(from)) {
            throw Problem.invalid(
                    ProblemType.INVALID_FIELD, "until_time", "The hours end before they begin.");
        }
        if (wish.validFrom() != null
                && wish.validUntil() != null
                && wish.validUntil().isBefore(wish.validFrom())) {
            throw Problem.invalid(
                    ProblemType.INVALID_FIELD, "valid_until", "The days end before they begin.");
        }
        return transaction.write(
                caller,
                () -> {
                    long endOfLog = positions.endOfLog();
                    var made = insert(wish, from);
                    return new Written<>(
                            made, new Position("price_rules", made.priceRuleId(), endOfLog));
                });
    }

    private PriceRule insert(NewPriceRule wish, LocalTime from) {
        return jdbc.sql(
                        """
                        insert into price_rules (organization_id, branch_id, service_id, weekdays, from_time, until_time,
                            valid_from, valid_until, price_cents, priority)
                        select b.organization_id, b.branch_id, s.service_id, ?::int[], ?, coalesce(cast(? as time), '24:00'),
                            ?, ?, ?, coalesce(?, 0)
                        from branches b, services s where b.branch_id = ? and s.service_id = ?
                        returning %s
                        """
                                .formatted(RULE_COLUMNS))
                .params(
                        Arrays.asList(
                                wish.days(),
                                from,
                                wish.untilTime(),
                                wish.validFrom(),
                                wish.validUntil(),
                                wish.priceCents(),
                                wish.priority(),
                                wish.branchId(),
                                wish.serviceId()))
                .query((row, number) -> rule(row))
                .optional()
                .orElseThrow(
                        () ->
                                Problem.invalid(
                                        ProblemType.UNKNOWN_REFERENCE,
                                        "branch_id",
                                        "The branch or the service is not here."));
    }

    private static OfferedService service(ResultSet row) throws SQLException {
        return new OfferedService(
                row.getObject("service_id", UUID.class),
                row.getString("name"),
                row.getString("category"),
                row.getString("description"),
                row.getBigDecimal("price"),
                row.getInt("duration_minutes"),
                row.getInt("late_cancel_hours"),
                row.getInt("buffer_before_minutes"),
                row.getInt("buffer_after_minutes"),
                List.of((String[]) row.getArray("required_skills").getArray()),
                row.getString("place_kind"),
                row.getString("priced_per"),
                row.getInt("tax_basis_points"),
                row.getLong("deposit_cents"),
                row.getLong("late_fee_cents"),
                row.getLong("no_show_fee_cents"));
    }

    private static PriceRule rule(ResultSet row) throws SQLException {
        return new PriceRule(
                row.getObject("price_rule_id", UUID.class),
                row.getObject("branch_id", UUID.class),
                row.getObject("service_id", UUID.class),
                List.of((Integer[]) row.getArray("weekdays").getArray()),
                row.getObject("from_time", LocalTime.class),
                row.getObject("until_time", LocalTime.class),
                row.getObject("valid_from", java.time.LocalDate.class),
                row.getObject("valid_until", java.time.LocalDate.class),
                row.getLong("price_cents"),
                row.getInt("priority"));
    }
}
