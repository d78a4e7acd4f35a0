package com.bloompetos.stream.fact;

import static com.bloompetos.stream.change.TestChanges.column;
import static com.bloompetos.stream.change.TestChanges.nullable;
import static com.bloompetos.stream.change.TestChanges.row;
import static com.bloompetos.stream.change.TestChanges.rowSchema;
import static com.bloompetos.stream.change.TestChanges.uuid;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.bloompetos.events.Topic;
import com.bloompetos.events.appointment.AppointmentCompleted;
import com.bloompetos.events.appointment.BookingCreated;
import com.bloompetos.events.inventory.InventoryUpdated;
import com.bloompetos.events.payment.PaymentReceived;
import com.bloompetos.stream.change.TestChanges;
import java.time.Instant;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericRecord;
import org.junit.jupiter.api.Test;

class DeriveEventsTest {
    private static final Schema APPOINTMENT =
            rowSchema(
                    "appointments",
                    uuid("organization_id"),
                    uuid("branch_id"),
                    uuid("appointment_id"),
                    uuid("pet_id"),
                    uuid("service_id"),
                    nullable("staff_id", "\"string\""),
                    column("status", "\"string\""),
                    column("appointment_date", "\"string\""),
                    column("booked_day", "\"int\""),
                    column("scheduled_day", "\"int\""),
                    column("price_cents", "\"long\""));
    private static final Schema PAYMENT =
            rowSchema(
                    "payments",
                    uuid("organization_id"),
                    uuid("branch_id"),
                    uuid("payment_id"),
                    uuid("invoice_id"),
                    column("kind", "\"string\""),
                    column("method", "\"string\""),
                    column("amount_cents", "\"long\""),
                    column("paid_day", "\"int\""));
    private static final Schema ITEM =
            rowSchema(
                    "inventory_items",
                    uuid("organization_id"),
                    uuid("branch_id"),
                    uuid("item_id"),
                    column("sku", "\"string\""),
                    column("on_hand", "\"int\""),
                    column("reorder_point", "\"int\""));

    private final TestChanges changes = new TestChanges();

    @Test
    void aNewAppointmentIsABooking() {
        var events =
                DeriveEvents.derive(
                        changes.created(Topic.APPOINTMENTS, 42, appointment("scheduled")));
        assertThat(events)
                .singleElement()
                .satisfies(e -> assertThat(e.topic()).isEqualTo(Topic.BOOKING_CREATED));
        var booking = (BookingCreated) events.get(0).record();
        assertThat(booking.getSourceVersion()).isEqualTo(42);
        assertThat(booking.getAppointmentDate()).isEqualTo(Instant.parse("2026-03-09T09:00:00Z"));
        assertThat(booking.getBookedAt()).isEqualTo(Instant.parse("2023-11-14T22:13:20Z"));
        assertThat(booking.getStaffId()).isNull();
    }

    @Test
    void completionIsToldWhenItHappensAndNotAgain() {
        var done =
                changes.updated(
                        Topic.APPOINTMENTS, 43, appointment("scheduled"), appointment("completed"));
        assertThat(DeriveEvents.derive(done))
                .singleElement()
                .satisfies(e -> assertThat(e.record()).isInstanceOf(AppointmentCompleted.class));
        var touched =
                changes.updated(
                        Topic.APPOINTMENTS, 44, appointment("completed"), appointment("completed"));
        assertThat(DeriveEvents.derive(touched)).isEmpty();
    }

    @Test
    void aSnapshotTellsWhatMustHaveHappenedAtVersionZero() {
        var events =
                DeriveEvents.derive(
                        changes.snapshot(Topic.APPOINTMENTS, 99, appointment("completed")));
        assertThat(events)
                .extracting(e -> e.topic().name())
                .containsExactly(
                        "appointment.booking-created", "appointment.appointment-completed");
        assertThat(((BookingCreated) events.get(0).record()).getSourceVersion()).isZero();
    }

    @Test
    void aDeleteTellsNothing() {
        assertThat(
                        DeriveEvents.derive(
                                changes.deleted(Topic.APPOINTMENTS, 45, appointment("completed"))))
                .isEmpty();
    }

    @Test
    void moneyThatMovesIsAPayment() {
        var row =
                row(
                        PAYMENT,
                        Map.of(
                                "organization_id",
                                "o",
                                "branch_id",
                                "b",
                                "payment_id",
                                "p",
                                "invoice_id",
                                "i",
                                "kind",
                                "refund",
                                "method",
                                "card",
                                "amount_cents",
                                -4_550L,
                                "paid_day",
                                20_000));
        var payment =
                (PaymentReceived)
                        DeriveEvents.derive(changes.created(Topic.PAYMENTS, 7, row))
                                .get(0)
                                .record();
        assertThat(payment.getAmountCents()).isEqualTo(-4_550);
        assertThat(payment.getKind()).isEqualTo("refund");
        assertThat(DeriveEvents.derive(changes.updated(Topic.PAYMENTS, 8, row, row))).isEmpty();
    }

    @Test
    void stockIsToldWhenItsNumberChanges() {
        var moved =
                DeriveEvents.derive(changes.updated(Topic.INVENTORY_ITEMS, 9, item(7), item(5)));
        var update = (InventoryUpdated) moved.get(0).record();
        assertThat(update.getOnHand()).isEqualTo(5);
        assertThat(update.getPreviousOnHand()).isEqualTo(7);
        assertThat(
                        DeriveEvents.derive(
                                changes.updated(Topic.INVENTORY_ITEMS, 10, item(5), item(5))))
                .isEmpty();
    }

    @Test
    void aRowWithoutItsColumnsIsRefusedInWords() {
        var torn =
                row(rowSchema("payments", uuid("organization_id")), Map.of("organization_id", "o"));
        assertThatThrownBy(() -> DeriveEvents.derive(changes.created(Topic.PAYMENTS, 7, torn)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("payment_id");
    }

    @Test
    void theRowChangeStandsInTheHeader() {
        var record =
                new Event.ToRecord()
                        .serialize(
                                new Event("t", "o/p", new byte[] {1}, "payments:p@7", 1_000),
                                null,
                                null);
        assertThat(new String(record.headers().lastHeader("event_id").value(), UTF_8))
                .isEqualTo("payments:p@7");
        assertThat(new String(record.key(), UTF_8)).isEqualTo("o/p");
        assertThat(record.timestamp()).isEqualTo(1_000);
    }

    private static GenericRecord appointment(String status) {
        return row(
                APPOINTMENT,
                Map.ofEntries(
                        Map.entry("organization_id", "o"),
                        Map.entry("branch_id", "b"),
                        Map.entry("appointment_id", "a"),
                        Map.entry("pet_id", "p"),
                        Map.entry("service_id", "s"),
                        Map.entry("status", status),
                        Map.entry("appointment_date", "2026-03-09T09:00:00Z"),
                        Map.entry("booked_day", 20_514),
                        Map.entry("scheduled_day", 20_521),
                        Map.entry("price_cents", 4_500L)));
    }

    private static GenericRecord item(int onHand) {
        return row(
                ITEM,
                Map.of(
                        "organization_id",
                        "o",
                        "branch_id",
                        "b",
                        "item_id",
                        "i",
                        "sku",
                        "FLEA-5",
                        "on_hand",
                        onHand,
                        "reorder_point",
                        5));
    }
}
