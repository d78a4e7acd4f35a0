package com.bloompetos.api.user;

import com.bloompetos.api.access.Caller;
import com.bloompetos.api.access.Role;
import com.bloompetos.api.access.TenantTransaction;
import com.bloompetos.api.audit.Audit;
import com.bloompetos.api.position.Position;
import com.bloompetos.api.position.Positions;
import com.bloompetos.api.position.Written;
import com.bloompetos.api.privacy.Vault;
import com.bloompetos.api.problem.Problem;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.node.ObjectNode;

/** What is kept of a person: given out whole, or made nobody's. */
@Service
class PersonalData {
    /** Each part of an export: which rows of which table are about the person. */
    private static final Map<String, String> PARTS = parts();

    /**
     * Each statement takes a user's id once. Amounts, days and states stay where they are, so that
     * every total stays equal to the cent.
     */
    private static final List<String> FORGET =
            List.of(
                    "update users set email = 'erased-' || user_id || '@erased.invalid', password_hash = '{noop-never}', first_name = 'Erased', last_name = 'Erased', phone_number = null where user_id = ?",
                    "update appointments set notes = null where notes is not null and pet_id in (select pet_id from pets where user_id = ?)",
                    "update service_histories set notes = null where notes is not null and pet_id in (select pet_id from pets where user_id = ?)",
                    "update vaccinations set notes = null where notes is not null and pet_id in (select pet_id from pets where user_id = ?)",
                    "update feedback set notes = null where notes is not null and pet_id in (select pet_id from pets where user_id = ?)",
                    "delete from medical_notes where pet_id in (select pet_id from pets where user_id = ?)",
                    "delete from outbox_messages where reminder_id in (select reminder_id from reminders where pet_id in (select pet_id from pets where user_id = ?))",
                    "delete from outbox_messages where user_id = ?",
                    "update reminders set token_hash = null where token_hash is not null and pet_id in (select pet_id from pets where user_id = ?)",
                    "update pets set name = 'Erased', microchip_id = null where user_id = ?",
                    "delete from idempotency_keys where user_id = ?",
                    "delete from security.second_factors where user_id = ?",
                    "insert into security.ended_sessions (session_id, forget_at) select id, now() + interval '1 hour' from security.oauth2_authorization where principal_name = ?::text on conflict do nothing",
                    "delete from security.oauth2_authorization where principal_name = ?::text");

    private final TenantTransaction transaction;
    private final JdbcClient jdbc;
    private final Positions positions;
    private final Clients clients;
    private final Vault vault;
    private final Audit audit;
    private final ObjectMapper json = new ObjectMapper();

    PersonalData(
            TenantTransaction transaction,
            JdbcClient jdbc,
            Positions positions,
            Clients clients,
            Vault vault,
            Audit audit) {
        this.transaction = transaction;
        this.jdbc = jdbc;
        this.positions = positions;
        this.clients = clients;
        this.vault = vault;
        this.audit = audit;
    }

    /** By table, every row that is about the person. */
    record Export(UUID userId, Map<String, List<Map<String, Object>>> tables) {}

    /** A person who is nobody any more. */
    record Erased(UUID userId, int changedRows) {}

    Export export(Caller caller, UUID userId) {
        mustBeOwnOrAdministrator(caller, userId);
        return transaction.write(
                caller,
                () -> {
                    clients.find(userId);
                    audit.note(caller, "export", "users", userId);
                    var tables = new LinkedHashMap<String, List<Map<String, Object>>>();
                    PARTS.forEach((table, rows) -> tables.put(table, rows(rows, userId)));
                    return new Export(userId, tables);
                });
    }

    Written<Erased> erase(Caller caller, UUID userId) {
        mustBeOwnOrAdministrator(caller, userId);
        return transaction.write(
                caller,
                () -> {
                    clients.find(userId);
                    long endOfLog = positions.endOfLog();
                    int rows = 0;
                    for (var statement : FORGET) {
                        rows += jdbc.sql(statement).param(userId).update();
                    }
                    audit.note(caller, "erase", "users", userId);
                    return new Written<>(
                            new Erased(userId, rows), new Position("users", userId, endOfLog));
                });
    }

    private static void mustBeOwnOrAdministrator(Caller caller, UUID userId) {
        if (!caller.userId().equals(userId) && caller.role() != Role.ADMIN) {
            throw Problem.notFound("user_id", userId);
        }
    }

    private List<Map<String, Object>> rows(String sql, UUID userId) {
        return jdbc
                .sql("select to_jsonb(r)::text from (" + sql + ") r")
                .param(userId)
                .query(String.class)
                .list()
                .stream()
                .map(this::opened)
                .toList();
    }

    /** What is sealed in the database is the person's own, and in plain letters here. */
    @SuppressWarnings("unchecked")
    private Map<String, Object> opened(String row) {
        var object = (ObjectNode) json.readTree(row);
        for (var field : List.copyOf(object.propertyNames())) {
            JsonNode value = object.get(field);
            if (value.isString()) {
                object.put(field, vault.open(value.asString()));
            }
        }
        return json.convertValue(object, Map.class);
    }

    private static Map<String, String> parts() {
        var parts = new LinkedHashMap<String, String>();
        parts.put(
                "users",
                "select user_id, email, first_name, last_name, phone_number, created_at from users where user_id = ?");
        parts.put("pets", "select * from pets where user_id = ?");
        for (var table :
                List.of(
                        "pet_weights",
                        "appointments",
                        "service_histories",
                        "vaccinations",
                        "medical_notes",
                        "reminders",
                        "feedback")) {
            parts.put(
                    table,
                    "select * from "
                            + table
                            + " where pet_id in (select pet_id from pets where user_id = ?)");
        }
        parts.put("invoices", "select * from invoices where user_id = ?");
        parts.put(
                "invoice_lines",
                "select l.* from invoice_lines l join invoices i using (organization_id, invoice_id) where i.user_id = ?");
        parts.put(
                "payments",
                "select p.* from payments p join invoices i using (organization_id, invoice_id) where i.user_id = ?");
        return parts;
    }
}
