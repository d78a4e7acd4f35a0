package com.bloompetos.local.bench;

import java.io.IOException;
import java.time.LocalTime;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

/** The visits of a chain as rows of the tables that staging shows. */
final class InsightRows {
    private static final int BRANCH = 1;
    private static final int SERVICE = 2;
    private static final int STAFF = 3;
    private static final int CLIENT = 4;
    private static final int PET = 5;
    private static final int VISIT = 6;
    private static final int REFUND = 7;

    /** Ids of one branch, of one kind. */
    private static final long MOST_OF_A_BRANCH = 1_000_000;

    private final OwnEngine engine;
    private final UUID organization;
    private final Map<String, StringBuilder> rows = new TreeMap<>();

    InsightRows(OwnEngine engine, UUID organization) {
        this.engine = engine;
        this.organization = organization;
    }

    static UUID branch(InsightCase each) {
        return InsightBench.id(each.chain(), BRANCH, each.branch());
    }

    void insert(List<InsightCase> branches) throws IOException, InterruptedException {
        branches.forEach(this::add);
        for (var table : rows.entrySet()) {
            engine.ask("insert into cases." + table.getKey() + " format TSV\n" + table.getValue());
        }
    }

    private void add(InsightCase each) {
        var services = new TreeMap<String, UUID>();
        var staff = new TreeMap<String, UUID>();
        var clients = new TreeMap<Integer, UUID>();
        for (int i = 0; i < each.visits().size(); i++) {
            var visit = each.visits().get(i);
            // Branches of one chain name their services alike and are still different ones.
            var service =
                    services.computeIfAbsent(
                            visit.service(),
                            name -> {
                                var id = id(each, SERVICE, services.size());
                                row(
                                        "services (organization_id, service_id, name, category)",
                                        organization,
                                        id,
                                        name,
                                        visit.category());
                                return id;
                            });
            var person =
                    staff.computeIfAbsent(
                            visit.staff(),
                            name -> {
                                var id = id(each, STAFF, staff.size());
                                row(
                                        "resources (organization_id, resource_id, branch_id, kind, user_id, label)",
                                        organization,
                                        id,
                                        branch(each),
                                        "staff",
                                        id,
                                        name);
                                return id;
                            });
            var pet =
                    clients.computeIfAbsent(
                            visit.client(),
                            client -> {
                                var id = id(each, PET, client);
                                row(
                                        "pets (organization_id, pet_id, user_id, species)",
                                        organization,
                                        id,
                                        id(each, CLIENT, client),
                                        visit.species());
                                return id;
                            });
            visit(each, visit, service, person, pet, i);
        }
    }

    private void visit(
            InsightCase each, InsightVisit visit, UUID service, UUID person, UUID pet, int number) {
        var id = id(each, VISIT, number);
        // Made in the order in which they stand, so that the first of a client is their first.
        var made = visit.booked() + " " + LocalTime.ofSecondOfDay(number % 80_000);
        row(
                "appointments (organization_id, branch_id, appointment_id, pet_id, service_id, staff_id, status, booked_day, scheduled_day, scheduled_hour, price_cents, is_late_cancel, created_at, source_version)",
                organization,
                branch(each),
                id,
                pet,
                service,
                person,
                visit.status(),
                visit.booked(),
                visit.scheduled(),
                visit.hour(),
                visit.priceCents(),
                visit.isLateCancel(),
                made,
                number + 1);
        if (visit.status().equals("completed")) {
            row(
                    "invoices (organization_id, branch_id, invoice_id, appointment_id, sale_day)",
                    organization,
                    branch(each),
                    id,
                    id,
                    visit.scheduled());
            line(each, visit, id, id, service, "sale", visit.saleCents(), number);
            if (visit.refundCents() > 0) {
                var refund = id(each, REFUND, number);
                line(each, visit, refund, id, service, "refund", -visit.refundCents(), number);
            }
        }
    }

    private void line(
            InsightCase each,
            InsightVisit visit,
            UUID id,
            UUID invoice,
            UUID service,
            String kind,
            long cents,
            int number) {
        row(
                "invoice_lines (organization_id, branch_id, line_id, invoice_id, service_id, kind, gross_cents, discount_cents, sale_day, source_version)",
                organization,
                branch(each),
                id,
                invoice,
                service,
                kind,
                cents,
                0,
                visit.scheduled(),
                number + 1);
    }

    private static UUID id(InsightCase each, int kind, long number) {
        return InsightBench.id(each.chain(), kind, each.branch() * MOST_OF_A_BRANCH + number);
    }

    private void row(String table, Object... values) {
        var text = rows.computeIfAbsent(table, name -> new StringBuilder());
        for (int i = 0; i < values.length; i++) {
            text.append(i == 0 ? "" : "\t").append(values[i]);
        }
        text.append('\n');
    }
}
