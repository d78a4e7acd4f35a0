package com.bloompetos.local.api;

import com.bloompetos.local.bench.ApiWire;
import com.bloompetos.local.bench.ApiWire.Answer;
import com.bloompetos.local.bench.BookableChain;
import com.bloompetos.local.bench.BookableChain.Parent;
import com.bloompetos.local.bench.BookableChain.Site;
import com.bloompetos.local.runner.SharedApiStack;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** The front desk of a chain of a test's own: what the tests of bookings and money say and ask. */
final class Desk implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();

    final BookableChain chain;
    final ApiWire wire;

    private Desk(BookableChain chain, ApiWire wire) {
        this.chain = chain;
        this.wire = wire;
    }

    static Desk open() throws SQLException, IOException {
        var target = SharedApiStack.get().target();
        var chain = BookableChain.open(target, 1, 4, 1, 6);
        return new Desk(chain, new ApiWire(target.apiUrl(), chain.token("admin")));
    }

    ApiWire as(Parent parent) throws IOException {
        return new ApiWire(SharedApiStack.get().apiUrl(), chain.tokenOf(parent));
    }

    Site site() {
        return chain.sites.get(0);
    }

    UUID pet(int number) {
        return chain.parents.get(number).petId();
    }

    /** Some days ahead, at noon, so many half hours later. */
    static Instant slot(int halfHours) {
        return Instant.now()
                .truncatedTo(ChronoUnit.DAYS)
                .plus(5, ChronoUnit.DAYS)
                .plus(12, ChronoUnit.HOURS)
                .plus(30L * halfHours, ChronoUnit.MINUTES);
    }

    /** A wish as the body of a request; names and values in turns. */
    String wish(int pet, UUID service, Instant from, Object... more) {
        var body = new LinkedHashMap<String, Object>();
        body.put("branch_id", site().id());
        body.put("pet_id", pet(pet));
        body.put("service_id", service);
        body.put("appointment_date", from.toString());
        for (int i = 0; i < more.length; i += 2) {
            body.put(String.valueOf(more[i]), more[i + 1]);
        }
        return json(body);
    }

    static String json(Map<String, ?> body) {
        return JSON.valueToTree(stringly(body)).toString();
    }

    private static Map<String, Object> stringly(Map<String, ?> body) {
        var plain = new LinkedHashMap<String, Object>();
        body.forEach(
                (name, value) ->
                        plain.put(
                                name,
                                value instanceof Number || value instanceof Boolean
                                        ? value
                                        : String.valueOf(value)));
        return plain;
    }

    Answer book(int pet, UUID service, Instant from, Object... more) throws IOException {
        return wire.post("/v1/appointments", wish(pet, service, from, more));
    }

    /** The id of an appointment that must be made. */
    String booked(int pet, UUID service, Instant from, Object... more) throws IOException {
        return good(book(pet, service, from, more)).path("appointment_id").asText();
    }

    static JsonNode good(Answer answer) throws IOException {
        if (!answer.isGood()) {
            throw new AssertionError(answer.status() + " " + answer.body());
        }
        return JSON.readTree(answer.body());
    }

    /** What the database says, the first column of each row. */
    List<String> sql(String query) throws SQLException {
        var values = new ArrayList<String>();
        try (var connection = chain.owner();
                var statement = connection.createStatement();
                var rows = statement.executeQuery(query)) {
            while (rows.next()) {
                values.add(String.valueOf(rows.getString(1)));
            }
        }
        return values;
    }

    void change(String sql) throws SQLException {
        try (var connection = chain.owner();
                var statement = connection.createStatement()) {
            statement.executeUpdate(sql);
        }
    }

    @Override
    public void close() throws IOException {
        wire.close();
    }
}
