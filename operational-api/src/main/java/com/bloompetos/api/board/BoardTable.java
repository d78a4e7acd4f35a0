package com.bloompetos.api.board;

import com.bloompetos.api.board.Board.Item;
import com.bloompetos.api.board.Board.Visit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A table of the page as lines of comma-separated values (RFC 4180). */
final class BoardTable {
    /** A spreadsheet takes such a text for a formula (OWASP, CSV injection). */
    private static final Pattern FORMULA = Pattern.compile("^[=+\\-@\\t\\r]");

    private static final Pattern NUMBER = Pattern.compile("-?\\d+(\\.\\d+)?(E-?\\d+)?");

    private static final Map<String, Function<Board, List<List<?>>>> TABLES =
            Map.of(
                    "numbers", BoardTable::numbers,
                    "appointments", BoardTable::appointments,
                    "waitlist", BoardTable::waitlist,
                    "alerts", BoardTable::alerts,
                    "stock", BoardTable::stock);

    private BoardTable() {}

    /** The table of that name, if there is one. */
    static Optional<Function<Board, String>> named(String name) {
        return Optional.ofNullable(TABLES.get(name)).map(rows -> board -> csv(rows.apply(board)));
    }

    private static List<List<?>> numbers(Board board) {
        return table(
                List.of("kpi", "label", "day", "value", "unit", "date_basis", "definition_version"),
                board.kpis().stream()
                        .flatMap(
                                kpi ->
                                        kpi.days().stream()
                                                .map(
                                                        day ->
                                                                row(
                                                                        kpi.kpi(),
                                                                        kpi.label(),
                                                                        day.day(),
                                                                        day.value(),
                                                                        kpi.unit(),
                                                                        kpi.dateBasis(),
                                                                        kpi.definitionVersion()))));
    }

    private static List<List<?>> appointments(Board board) {
        return table(
                List.of(
                        "appointment_id",
                        "starts_at",
                        "ends_at",
                        "staff",
                        "pet",
                        "service",
                        "stage",
                        "price_cents",
                        "no_show_probability",
                        "reasons",
                        "model_version"),
                board.visits().stream().map(BoardTable::appointment));
    }

    private static List<?> appointment(Visit visit) {
        var risk = visit.risk();
        return row(
                visit.appointmentId(),
                visit.startsAt(),
                visit.endsAt(),
                visit.staff(),
                visit.pet(),
                visit.service(),
                visit.stage(),
                visit.priceCents(),
                risk == null ? null : risk.probability(),
                risk == null ? null : String.join("; ", risk.reasons()),
                risk == null ? null : risk.modelVersion());
    }

    private static List<List<?>> waitlist(Board board) {
        return table(
                List.of(
                        "entry_id",
                        "pet",
                        "service",
                        "from_at",
                        "until_at",
                        "offered_at",
                        "expires_at"),
                board.waiting().stream()
                        .map(
                                entry ->
                                        row(
                                                entry.entryId(),
                                                entry.pet(),
                                                entry.service(),
                                                entry.fromAt(),
                                                entry.untilAt(),
                                                entry.offeredAt(),
                                                entry.expiresAt())));
    }

    private static List<List<?>> alerts(Board board) {
        return table(
                List.of(
                        "alert_id",
                        "rule",
                        "severity",
                        "title",
                        "status",
                        "opened_at",
                        "at_stake_cents",
                        "advice"),
                board.alerts().stream()
                        .map(
                                alert ->
                                        row(
                                                alert.alertId(),
                                                alert.rule(),
                                                alert.severity(),
                                                alert.title(),
                                                alert.status(),
                                                alert.openedAt(),
                                                alert.atStakeCents(),
                                                alert.advice())));
    }

    private static List<List<?>> stock(Board board) {
        return table(
                List.of(
                        "item_id",
                        "label",
                        "unit",
                        "on_hand",
                        "reorder_point",
                        "stockout_probability",
                        "stockout_on",
                        "delivery_on",
                        "order_quantity",
                        "order_by",
                        "expiring_units",
                        "expires_on",
                        "model_version",
                        "forecast_at"),
                board.stock().stream().map(BoardTable::item));
    }

    private static List<?> item(Item item) {
        var forecast = item.forecast();
        var shelf =
                row(item.itemId(), item.label(), item.unit(), item.onHand(), item.reorderPoint());
        if (forecast == null) {
            return shelf;
        }
        var row = new ArrayList<@Nullable Object>(shelf);
        row.addAll(
                row(
                        forecast.probability(),
                        forecast.stockoutOn(),
                        forecast.deliveryOn(),
                        forecast.orderQuantity(),
                        forecast.orderBy(),
                        forecast.expiringUnits(),
                        forecast.expiresOn(),
                        forecast.modelVersion(),
                        forecast.madeAt()));
        return row;
    }

    private static List<List<?>> table(List<String> names, Stream<? extends List<?>> rows) {
        var table = new ArrayList<List<?>>();
        table.add(names);
        // A row that ends early has nothing to say in the columns that follow.
        rows.map(
                        row -> {
                            var whole = new ArrayList<@Nullable Object>(row);
                            while (whole.size() < names.size()) {
                                whole.add(null);
                            }
                            return whole;
                        })
                .forEach(table::add);
        return table;
    }

    private static List<@Nullable Object> row(@Nullable Object... values) {
        return Arrays.asList(values);
    }

    private static String csv(List<List<?>> rows) {
        return rows.stream()
                .map(
                        row ->
                                row.stream()
                                        .map(BoardTable::cell)
                                        .collect(Collectors.joining(",", "", "\r\n")))
                .collect(Collectors.joining());
    }

    static String cell(@Nullable Object value) {
        if (value == null) {
            return "";
        }
        var text =
                value instanceof Double number
                        ? String.format(Locale.ROOT, "%s", number)
                        : value.toString();
        if (FORMULA.matcher(text).find() && !NUMBER.matcher(text).matches()) {
            text = "'" + text;
        }
        boolean isPlain =
                text.chars().noneMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
        return isPlain ? text : '"' + text.replace("\"", "\"\"") + '"';
    }
}
