package com.bloompetos.local.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.bloompetos.local.bench.ApiWire;
import com.bloompetos.local.bench.ApiWire.Answer;
import com.bloompetos.local.runner.ApiStack;
import com.bloompetos.local.runner.SharedApiStack;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Random sequences of calls while the database's connections die in the middle of transactions, by
 * a trigger on every table that ends its own server process now and then: between any two
 * statements. Whatever was answered, books, stock and ledger must agree afterwards.
 */
@ExtendWith(SharedApiStack.class)
class CrashIT {
    private static final int CLIENTS = 4;
    private static final int CALLS = 250;
    private static final long SEED = Long.getLong("bloom.seed", 20_261_122L);
    private static final List<String> TABLES =
            List.of(
                    "appointments",
                    "appointment_status_changes",
                    "reservations",
                    "holds",
                    "booking_series",
                    "waitlist_entries",
                    "waitlist_offers",
                    "invoices",
                    "invoice_lines",
                    "payments",
                    "deposits",
                    "refunds",
                    "payment_intents",
                    "payment_events",
                    "ledger_entries",
                    "inventory_items",
                    "inventory_movements",
                    "service_histories");

    private final ApiStack stack = SharedApiStack.get();
    private final AtomicInteger crashed = new AtomicInteger();
    private final AtomicInteger good = new AtomicInteger();
    private final ConcurrentLinkedQueue<String> booked = new ConcurrentLinkedQueue<>();
    private final ConcurrentLinkedQueue<String> invoices = new ConcurrentLinkedQueue<>();
    private final ConcurrentLinkedQueue<String> promised = new ConcurrentLinkedQueue<>();

    @Test
    void whateverDiesInBetweenBooksStockAndLedgerAgree() throws Exception {
        try (var desk = Desk.open()) {
            stock(desk);
            try (var postgres = stack.superuser()) {
                poison(postgres);
                try {
                    play(desk);
                } finally {
                    cure(postgres);
                }
            }
            System.out.printf(
                    "  %d calls good, %d met a crash, seed %d%n", good.get(), crashed.get(), SEED);
            assertThat(crashed.get()).as("crashes met").isGreaterThan(20);
            assertThat(good.get()).as("calls that went well").isGreaterThan(100);
            // What a provider was told before the crash, it says again until it is heard.
            com.bloompetos.local.runner.TestStack.eventually(
                    "every charge is settled",
                    java.time.Duration.ofSeconds(90),
                    () ->
                            desk.sql(
                                            "select 1 from payment_intents where status = 'processing' or status = 'created' and provider_reference is not null")
                                    .isEmpty());
            for (var promise : PROMISES) {
                assertThat(desk.sql(promise.query())).as(promise.sentence()).isEmpty();
            }
            for (var id : promised) {
                assertThat(
                                desk.sql(
                                        "select 1 from appointments where appointment_id = '"
                                                + id
                                                + "'"))
                        .as("an appointment that was promised")
                        .hasSize(1);
            }
        }
    }

    private static void stock(Desk desk) throws SQLException {
        desk.change(
                "update services set deposit_cents = 1000, late_fee_cents = 900, no_show_fee_cents = 700");
        desk.change(
                """
                insert into inventory_items (organization_id, branch_id, sku, label, unit)
                select organization_id, branch_id, sku, sku, 'piece' from branches, unnest(array['GLOVES', 'SYRINGE']) as sku""");
        desk.change(
                """
                insert into inventory_movements (organization_id, branch_id, item_id, kind, quantity)
                select organization_id, branch_id, item_id, 'receipt', 100000 from inventory_items""");
        desk.change(
                """
                insert into service_supplies (organization_id, service_id, item_sku, quantity)
                select organization_id, service_id, sku, 2 from services, unnest(array['GLOVES', 'SYRINGE']) as sku where category = 'vet'""");
    }

    /** One statement in forty ends its server process; only those of the API do. */
    private static void poison(Connection postgres) throws SQLException {
        try (var statement = postgres.createStatement()) {
            statement.execute(
                    """
                    create or replace function crash() returns trigger language plpgsql security definer as $$
                    begin
                        if session_user = 'bloom_api' and random() < 0.025 then
                            perform pg_terminate_backend(pg_backend_pid());
                        end if;
                        return null;
                    end $$""");
            for (var table : TABLES) {
                for (var moment : List.of("before", "after")) {
                    statement.execute(
                            "create trigger crash_%2$s %2$s insert or update or delete on %1$s for each statement execute function crash()"
                                    .formatted(table, moment));
                }
            }
        }
    }

    private static void cure(Connection postgres) throws SQLException {
        try (var statement = postgres.createStatement()) {
            for (var table : TABLES) {
                statement.execute("drop trigger crash_before on " + table);
                statement.execute("drop trigger crash_after on " + table);
            }
            statement.execute("drop function crash()");
        }
    }

    private void play(Desk desk) throws Exception {
        var pool = Executors.newFixedThreadPool(CLIENTS);
        try {
            var clients = new ArrayList<Callable<Integer>>();
            for (int i = 0; i < CLIENTS; i++) {
                var random = new Random(SEED + i);
                clients.add(() -> play(desk, random));
            }
            for (var client : pool.invokeAll(clients)) {
                client.get();
            }
        } finally {
            pool.shutdown();
        }
    }

    private int play(Desk desk, Random random) throws IOException {
        try (var wire = new ApiWire(stack.apiUrl(), desk.chain.token("admin"))) {
            for (int i = 0; i < CALLS; i++) {
                var answer = call(desk, wire, random);
                assertThat(answer.status())
                        .as(answer.body())
                        .isIn(200, 201, 400, 404, 409, 422, 500, 503);
                (answer.status() >= 500 ? crashed : good).incrementAndGet();
            }
            return CALLS;
        }
    }

    private Answer call(Desk desk, ApiWire wire, Random random) throws IOException {
        int pet = random.nextInt(6);
        var from = Desk.slot(random.nextInt(200));
        var id = booked.peek();
        switch (random.nextInt(13)) {
            case 0, 1, 2 -> {
                return booked(
                        wire.post("/v1/appointments", desk.wish(pet, desk.chain.visit, from)));
            }
            case 3 -> {
                return booked(wire.post("/v1/appointments", desk.wish(pet, desk.chain.stay, from)));
            }
            case 4 -> {
                var hold = wire.post("/v1/holds", desk.wish(pet, desk.chain.groom, from));
                return hold.isGood()
                        ? booked(wire.post("/v1/holds/" + hold.text("hold_id") + "/book", ""))
                        : hold;
            }
            case 5 -> {
                return wire.post(
                        "/v1/series",
                        desk.wish(
                                pet,
                                desk.chain.visit,
                                from,
                                "every_days",
                                1,
                                "occurrences",
                                3,
                                "skip_taken",
                                true));
            }
            case 6 -> {
                return wire.post(
                        "/v1/waitlist",
                        Desk.json(
                                java.util.Map.of(
                                        "branch_id", desk.site().id(),
                                        "pet_id", desk.pet(pet),
                                        "service_id", desk.chain.visit,
                                        "from_at", Desk.slot(0),
                                        "until_at", Desk.slot(200))));
            }
            case 7 -> {
                return wire.post(
                        "/v1/appointments/" + id + "/reschedule",
                        "{\"appointment_date\":\"" + from + "\"}");
            }
            case 8 -> {
                return wire.post(
                        "/v1/payment-intents",
                        Desk.json(java.util.Map.of("appointment_id", String.valueOf(id))));
            }
            case 9 -> {
                var gone = booked.poll();
                var verb = List.of("cancel", "no-show").get(random.nextInt(2));
                return wire.post("/v1/appointments/" + gone + "/" + verb, "");
            }
            case 10 -> {
                var done = wire.post("/v1/appointments/" + booked.poll() + "/complete", "");
                if (done.isGood()) {
                    invoices.add(done.text("invoice_id"));
                }
                return done;
            }
            case 11 -> {
                return wire.post(
                        "/v1/payments",
                        Desk.json(
                                java.util.Map.of(
                                        "invoice_id",
                                        String.valueOf(invoices.peek()),
                                        "method",
                                        "cash",
                                        "kind",
                                        random.nextInt(4) == 0 ? "refund" : "payment",
                                        "amount_cents",
                                        100 + random.nextInt(3000),
                                        "tip_cents",
                                        random.nextInt(200))));
            }
            default -> {
                return wire.post(
                        "/v1/payment-intents",
                        Desk.json(java.util.Map.of("invoice_id", String.valueOf(invoices.poll()))));
            }
        }
    }

    private Answer booked(Answer answer) {
        if (answer.isGood()) {
            booked.add(answer.text("appointment_id"));
            promised.add(answer.text("appointment_id"));
        }
        return answer;
    }

    private record Promise(String sentence, String query) {}

    /** Each query finds what must not be. */
    private static final List<Promise> PROMISES =
            List.of(
                    new Promise(
                            "entries of one source sum to zero",
                            "select source_id from ledger_entries group by source_id having sum(amount_cents) <> 0"),
                    new Promise(
                            "every line is in the ledger, and nothing else is",
                            """
                            select coalesce(l.line_id, e.source_id) from invoice_lines l
                            full join (select source_id, sum(amount_cents) filter (where account = 'receivable') as cents
                                       from ledger_entries where source = 'invoice_line' group by 1) e on e.source_id = l.line_id
                            where e.cents is distinct from l.gross_cents - l.discount_cents + l.tax_cents"""),
                    new Promise(
                            "every payment is in the ledger, and nothing else is",
                            """
                            select coalesce(p.payment_id, e.source_id) from payments p
                            full join (select source_id, sum(amount_cents) filter (where account = 'receivable') as cents
                                       from ledger_entries where source = 'payment' group by 1) e on e.source_id = p.payment_id
                            where e.cents is distinct from -p.amount_cents"""),
                    new Promise(
                            "an invoice is paid when nothing is open, and only then",
                            """
                            select invoice_id from (
                                select i.invoice_id, i.status,
                                       (select sum(gross_cents - discount_cents + tax_cents) from invoice_lines l where l.invoice_id = i.invoice_id)
                                       - coalesce((select sum(amount_cents) from payments p where p.invoice_id = i.invoice_id), 0) as open
                                from invoices i) x where (open <= 0) <> (status = 'paid')"""),
                    new Promise(
                            "a completed visit has its invoice and its history, once",
                            """
                            select appointment_id from appointments a where status = 'completed' and (
                                (select count(*) from invoices i where i.appointment_id = a.appointment_id) <> 1
                                or (select count(*) from service_histories h where h.appointment_id = a.appointment_id) <> 1)"""),
                    new Promise(
                            "what is to come has no invoice and no history",
                            """
                            select appointment_id from appointments a where status = 'scheduled' and (
                                exists (select from invoices i where i.appointment_id = a.appointment_id)
                                or exists (select from service_histories h where h.appointment_id = a.appointment_id))"""),
                    new Promise(
                            "status changes follow each other up to what stands",
                            """
                            select appointment_id from (
                                select a.appointment_id, a.status, c.from_status, c.to_status,
                                       lag(c.to_status) over w as before, lead(c.to_status) over w as after
                                from appointments a left join appointment_status_changes c using (appointment_id)
                                window w as (partition by a.appointment_id order by c.changed_at, c.change_id)) x
                            where from_status is distinct from before or (after is null and to_status is distinct from status)"""),
                    new Promise(
                            "what is to come keeps its pet, its staff and its place",
                            """
                            select a.appointment_id from appointments a join services s using (service_id)
                            left join reservations v using (appointment_id) where a.status = 'scheduled'
                            group by a.appointment_id, s.category, s.place_kind
                            having count(v.reservation_id) <> 2"""),
                    new Promise(
                            "nothing is kept for what will not be",
                            """
                            select v.reservation_id from reservations v join appointments a using (appointment_id)
                            where a.status = 'cancelled'"""),
                    new Promise(
                            "a hold is kept until it is an appointment",
                            """
                            select h.hold_id from holds h where (h.appointment_id is null)
                                <> exists (select from reservations v where v.hold_id = h.hold_id) and h.expires_at > now()"""),
                    new Promise(
                            "an offer stands behind everybody who is offered something",
                            """
                            select e.entry_id from waitlist_entries e where (e.status = 'offered')
                                <> exists (select from waitlist_offers o where o.entry_id = e.entry_id and o.status = 'offered')"""),
                    new Promise(
                            "the shelf is the sum of its movements",
                            """
                            select i.item_id from inventory_items i where i.on_hand <>
                                (select coalesce(sum(quantity), 0) from inventory_movements m where m.item_id = i.item_id)"""),
                    new Promise(
                            "every completed visit used up what it should",
                            """
                            select a.appointment_id from appointments a join services s using (service_id)
                            where a.status = 'completed' and s.category = 'vet' and
                                (select coalesce(sum(quantity), 0) from inventory_movements m where m.appointment_id = a.appointment_id) <> -4"""),
                    new Promise(
                            "one charge is booked once, and only when it succeeded",
                            """
                            select i.intent_id from payment_intents i where (i.status = 'succeeded')::int <>
                                (select count(*) from payments p where p.intent_id = i.intent_id and p.kind = 'payment')
                                + (select count(*) from deposits d where d.intent_id = i.intent_id and d.kind = 'taken')"""),
                    new Promise(
                            "no deposit is used twice",
                            "select branch_id from ledger_entries where account = 'deposits_held' group by branch_id having sum(amount_cents) > 0"));
}
