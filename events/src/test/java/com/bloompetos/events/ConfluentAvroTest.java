package com.bloompetos.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.bloompetos.events.inventory.InventoryUpdated;
import java.time.Instant;
import java.util.Arrays;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.junit.jupiter.api.Test;

class ConfluentAvroTest {
    private final SchemasInMemory schemas = new SchemasInMemory();
    private final ConfluentAvro avro = new ConfluentAvro(schemas);

    @Test
    void aRecordComesBackAsItWent() {
        var serde = avro.serde(InventoryUpdated.class);
        var bytes = serde.serializer().serialize(Topic.INVENTORY_UPDATED.name(), shampoo());
        assertThat(serde.deserializer().deserialize(Topic.INVENTORY_UPDATED.name(), bytes))
                .isEqualTo(shampoo());
        assertThat(avro.decode(bytes).get("sku")).hasToString("shampoo");
        assertThat(bytes[0]).isZero();
        assertThat(ConfluentAvro.schemaId(bytes)).isEqualTo(1);
    }

    @Test
    void aFieldAddedLaterIsSkippedByOlderPrograms() {
        var later =
                new Schema.Parser()
                        .parse(
                                InventoryUpdated.getClassSchema()
                                        .toString()
                                        .replaceFirst(
                                                "\"fields\":\\[",
                                                "\"fields\":[{\"name\":\"aisle\",\"type\":\"string\",\"default\":\"\"},"));
        var record = new GenericData.Record(later);
        for (var field : InventoryUpdated.getClassSchema().getFields()) {
            var value = shampoo().get(field.pos());
            record.put(
                    field.name(),
                    value instanceof Instant instant ? (Object) instant.toEpochMilli() : value);
        }
        record.put("aisle", "3");
        var bytes = avro.encode(Topic.INVENTORY_UPDATED.name(), record);
        assertThat(avro.decode(bytes, InventoryUpdated.class)).isEqualTo(shampoo());
    }

    @Test
    void foreignBytesAreUnreadableAndSayWhy() {
        assertThatThrownBy(() -> avro.decode(new byte[] {0, 0})).hasMessageContaining("2 bytes");
        assertThatThrownBy(
                        () ->
                                avro.decode(
                                        "{\"json\":1}"
                                                .getBytes(java.nio.charset.StandardCharsets.UTF_8)))
                .isInstanceOf(UnreadableRecord.class)
                .hasMessageContaining("first byte");
        assertThatThrownBy(() -> avro.decode(new byte[] {0, 0, 0, 0, 77, 1}))
                .isInstanceOf(UnreadableRecord.class)
                .hasMessageContaining("77");
    }

    @Test
    void aTruncatedOrLengthenedRecordIsUnreadable() {
        var bytes = avro.encode(Topic.INVENTORY_UPDATED.name(), shampoo());
        assertThatThrownBy(() -> avro.decode(Arrays.copyOf(bytes, bytes.length - 3)))
                .isInstanceOf(UnreadableRecord.class);
        assertThatThrownBy(() -> avro.decode(Arrays.copyOf(bytes, bytes.length + 3)))
                .isInstanceOf(UnreadableRecord.class)
                .hasMessageContaining("left over");
    }

    private static InventoryUpdated shampoo() {
        return InventoryUpdated.newBuilder()
                .setOrganizationId("00000000-0000-7000-8000-000000000001")
                .setBranchId("00000000-0000-7000-8000-000000000002")
                .setItemId("00000000-0000-7000-8000-000000000003")
                .setSku("shampoo")
                .setOnHand(4)
                .setPreviousOnHand(5)
                .setReorderPoint(6)
                .setUpdatedAt(Instant.ofEpochMilli(1_700_000_000_123L))
                .setSourceVersion(42)
                .build();
    }
}
