package com.bloompetos.stream.fact;

import com.bloompetos.events.ConfluentAvro;
import com.bloompetos.events.Topic;
import com.bloompetos.events.appointment.AppointmentCompleted;
import com.bloompetos.events.appointment.BookingCreated;
import com.bloompetos.events.inventory.InventoryUpdated;
import com.bloompetos.events.payment.PaymentReceived;
import com.bloompetos.stream.change.Change;
import com.bloompetos.stream.change.DeadLetter;
import com.bloompetos.stream.change.Row;
import java.time.DateTimeException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.apache.avro.specific.SpecificRecordBase;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;
import org.apache.flink.util.function.SerializableSupplier;

/** What a row change means in the past tense; most changes mean nothing. */
final class DeriveEvents extends ProcessFunction<Change, Event> {
    private static final long serialVersionUID = 1L;

    static final OutputTag<DeadLetter> UNUSABLE =
            new OutputTag<>("unusable", TypeInformation.of(DeadLetter.class));

    private final SerializableSupplier<ConfluentAvro> encoding;
    private transient ConfluentAvro avro;

    /** An event before it is encoded. */
    record Derived(Topic topic, String id, SpecificRecordBase record) {}

    @SuppressWarnings("NullAway.Init") // Flink calls open first.
    DeriveEvents(SerializableSupplier<ConfluentAvro> encoding) {
        this.encoding = encoding;
    }

    @Override
    public void open(OpenContext context) {
        avro = encoding.get();
    }

    @Override
    public void processElement(Change change, Context context, Collector<Event> out) {
        List<Derived> events;
        String organization;
        try {
            events = derive(change);
            organization = change.row().text("organization_id");
        } catch (IllegalStateException | ClassCastException | DateTimeException e) {
            // A row without its columns is bad input, not a bug: it must not stop the others.
            context.output(
                    UNUSABLE, change.refused("no event can be made of it: " + e.getMessage()));
            return;
        }
        for (var event : events) {
            var eventId = change.table() + ':' + event.id() + '@' + change.version();
            var key = organization + '/' + event.id();
            out.collect(
                    Event.of(
                            avro,
                            event.topic(),
                            key,
                            event.record(),
                            eventId,
                            change.committedAt()));
        }
    }

    /** A snapshot row tells what must have happened, at version 0. */
    static List<Derived> derive(Change change) {
        if (change.isDelete()) {
            return List.of();
        }
        var row = change.row();
        var events = new ArrayList<Derived>();
        boolean isNew = change.op() != Change.Op.UPDATE;
        switch (change.table()) {
            case "appointments" -> {
                var id = row.text("appointment_id");
                if (isNew) {
                    events.add(new Derived(Topic.BOOKING_CREATED, id, bookingCreated(change, row)));
                }
                if (row.text("status").equals("completed")
                        && (isNew || !was(change, "status", "completed"))) {
                    events.add(
                            new Derived(Topic.APPOINTMENT_COMPLETED, id, completed(change, row)));
                }
            }
            case "payments" -> {
                if (isNew) {
                    events.add(
                            new Derived(
                                    Topic.PAYMENT_RECEIVED,
                                    row.text("payment_id"),
                                    payment(change, row)));
                }
            }
            case "inventory_items" -> {
                if (isNew || !was(change, "on_hand", row.text("on_hand"))) {
                    events.add(
                            new Derived(
                                    Topic.INVENTORY_UPDATED,
                                    row.text("item_id"),
                                    inventory(change, row)));
                }
            }
            default -> throw new IllegalStateException("no event follows from " + change.table());
        }
        return events;
    }

    private static boolean was(Change change, String column, String value) {
        var before = change.before();
        return before != null && Objects.equals(before.textOrNull(column), value);
    }

    private static BookingCreated bookingCreated(Change change, Row row) {
        return BookingCreated.newBuilder()
                .setOrganizationId(row.text("organization_id"))
                .setBranchId(row.text("branch_id"))
                .setAppointmentId(row.text("appointment_id"))
                .setPetId(row.text("pet_id"))
                .setServiceId(row.text("service_id"))
                .setStaffId(row.textOrNull("staff_id"))
                .setAppointmentDate(row.instant("appointment_date"))
                .setBookedDay(row.day("booked_day"))
                .setScheduledDay(row.day("scheduled_day"))
                .setPriceCents(row.number("price_cents"))
                .setBookedAt(change.committedAt())
                .setSourceVersion(change.version())
                .build();
    }

    private static AppointmentCompleted completed(Change change, Row row) {
        return AppointmentCompleted.newBuilder()
                .setOrganizationId(row.text("organization_id"))
                .setBranchId(row.text("branch_id"))
                .setAppointmentId(row.text("appointment_id"))
                .setPetId(row.text("pet_id"))
                .setServiceId(row.text("service_id"))
                .setStaffId(row.textOrNull("staff_id"))
                .setScheduledDay(row.day("scheduled_day"))
                .setPriceCents(row.number("price_cents"))
                .setCompletedAt(change.committedAt())
                .setSourceVersion(change.version())
                .build();
    }

    private static PaymentReceived payment(Change change, Row row) {
        return PaymentReceived.newBuilder()
                .setOrganizationId(row.text("organization_id"))
                .setBranchId(row.text("branch_id"))
                .setPaymentId(row.text("payment_id"))
                .setInvoiceId(row.text("invoice_id"))
                .setKind(row.text("kind"))
                .setMethod(row.text("method"))
                .setAmountCents(row.number("amount_cents"))
                .setPaidDay(row.day("paid_day"))
                .setReceivedAt(change.committedAt())
                .setSourceVersion(change.version())
                .build();
    }

    private static InventoryUpdated inventory(Change change, Row row) {
        var before = change.before();
        var previous = before == null ? null : before.numberOrNull("on_hand");
        return InventoryUpdated.newBuilder()
                .setOrganizationId(row.text("organization_id"))
                .setBranchId(row.text("branch_id"))
                .setItemId(row.text("item_id"))
                .setSku(row.text("sku"))
                .setOnHand((int) row.number("on_hand"))
                .setPreviousOnHand(previous == null ? null : Integer.valueOf(previous.intValue()))
                .setReorderPoint((int) row.number("reorder_point"))
                .setUpdatedAt(change.committedAt())
                .setSourceVersion(change.version())
                .build();
    }
}
