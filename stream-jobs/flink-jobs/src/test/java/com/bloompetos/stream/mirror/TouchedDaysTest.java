package com.bloompetos.stream.mirror;

import static com.bloompetos.stream.change.TestChanges.column;
import static com.bloompetos.stream.change.TestChanges.row;
import static com.bloompetos.stream.change.TestChanges.rowSchema;
import static com.bloompetos.stream.change.TestChanges.uuid;
import static org.assertj.core.api.Assertions.assertThat;

import com.bloompetos.events.Topic;
import com.bloompetos.stream.change.TestChanges;
import java.util.Map;
import java.util.UUID;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericRecord;
import org.junit.jupiter.api.Test;

class TouchedDaysTest {
    private static final String ID = "00000000-0000-7000-8000-000000000001";
    private static final String[] KEY = {"organization_id", "appointment_id"};
    private static final String DAY = "{\"type\":\"int\",\"logicalType\":\"date\"}";
    private static final Schema APPOINTMENTS =
            rowSchema(
                    "appointments",
                    uuid("organization_id"),
                    uuid("branch_id"),
                    uuid("appointment_id"),
                    column("booked_day", DAY),
                    column("scheduled_day", DAY));

    private final TestChanges changes = new TestChanges();
    private final TouchedDays touched = new TouchedDays();

    @Test
    void aMovedRowTouchesItsOldDayAndItsNewOne() {
        var moved = changes.updated(Topic.APPOINTMENTS, 9, on(100, 120), on(100, 130), KEY);
        assertThat(touched.of(moved)).containsExactlyInAnyOrder(day(100), day(120), day(130));
    }

    @Test
    void aDeletedRowTouchesTheDaysOnWhichItCounted() {
        var deleted = changes.deleted(Topic.APPOINTMENTS, 9, on(100, 120), KEY);
        assertThat(touched.of(deleted)).containsExactlyInAnyOrder(day(100), day(120));
    }

    @Test
    void aRowOfNoBranchTouchesNothingAndOneWithoutADayTouchesToday() {
        var service = rowSchema("services", uuid("organization_id"), uuid("service_id"));
        var ofNobody =
                changes.created(
                        Topic.SERVICES,
                        9,
                        row(service, Map.of("organization_id", ID, "service_id", ID)),
                        "organization_id",
                        "service_id");
        assertThat(touched.of(ofNobody)).isEmpty();
        var item =
                rowSchema(
                        "inventory_items",
                        uuid("organization_id"),
                        uuid("branch_id"),
                        uuid("item_id"));
        var dayless =
                changes.created(
                        Topic.INVENTORY_ITEMS,
                        9,
                        row(item, Map.of("organization_id", ID, "branch_id", ID, "item_id", ID)),
                        "organization_id",
                        "item_id");
        assertThat(touched.of(dayless))
                .containsExactly(
                        new TouchedDays.Day(
                                "inventory_items", UUID.fromString(ID), UUID.fromString(ID), 0));
    }

    private static TouchedDays.Day day(int epochDay) {
        return new TouchedDays.Day(
                "appointments", UUID.fromString(ID), UUID.fromString(ID), epochDay);
    }

    private static GenericRecord on(int booked, int scheduled) {
        return row(
                APPOINTMENTS,
                Map.of(
                        "organization_id", ID,
                        "branch_id", ID,
                        "appointment_id", ID,
                        "booked_day", booked,
                        "scheduled_day", scheduled));
    }
}
