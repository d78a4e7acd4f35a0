package com.bloompetos.stream.kpi;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.bloompetos.insight.kpi.KpiCatalogue;
import com.bloompetos.insight.kpi.UnknownKpi;
import com.bloompetos.stream.change.DeadLetter;
import com.bloompetos.stream.change.DeadLetters;
import com.bloompetos.stream.warehouse.ClickHouse;
import com.bloompetos.stream.warehouse.ClickHouseSink;
import com.bloompetos.stream.warehouse.RowBinary;
import com.bloompetos.stream.warehouse.RowWriter;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.connector.sink2.Sink;

/**
 * Readings as rows of the warehouse: the newest of each cell at once, where people look; all of
 * them in {@code mart.readings}, which nobody waits for. An insert costs the engine the same
 * whatever it brings, so the log takes one a second.
 */
public final class Readings {
    private static final Duration AT_ONCE = Duration.ofMillis(100);
    private static final Duration LATER = Duration.ofSeconds(1);
    private static final List<String> COLUMNS =
            List.of(
                    "kpi",
                    "definition_version",
                    "organization_id",
                    "branch_id",
                    "day",
                    "dimensions",
                    "numerator",
                    "denominator",
                    "version",
                    "source",
                    "recorded_at");

    private final ClickHouse warehouse;
    private final Row row;
    private final DeadLetters.Opener deadLetters;

    public Readings(ClickHouse warehouse, KpiCatalogue catalogue, DeadLetters.Opener deadLetters) {
        this.warehouse = warehouse;
        this.row = new Row(definitionVersions(catalogue));
        this.deadLetters = deadLetters;
    }

    public Sink<Reading> latest() {
        return sink("mart.latest_readings", AT_ONCE);
    }

    public Sink<Reading> log() {
        return sink("mart.readings", LATER);
    }

    private Sink<Reading> sink(String table, Duration flushEvery) {
        return new ClickHouseSink<>(
                warehouse, table, COLUMNS, row, flushEvery, deadLetters, Readings::refused);
    }

    private static HashMap<String, Integer> definitionVersions(KpiCatalogue catalogue) {
        var versions = new HashMap<String, Integer>();
        for (var contributor : Contributor.ALL) {
            var kpi =
                    catalogue
                            .find(contributor.kpi())
                            .orElseThrow(() -> new UnknownKpi(contributor.kpi()));
            versions.put(kpi.name(), kpi.definitionVersion());
        }
        return versions;
    }

    /** A reading has no record of its own to set aside; its key says which cell to look at. */
    private static DeadLetter refused(Reading reading, String reason) {
        var cell = Cell.of(reading.cell());
        var table =
                Contributor.ALL.stream()
                        .filter(contributor -> contributor.kpi().equals(cell.kpi()))
                        .map(Contributor::table)
                        .findFirst()
                        .orElseThrow(() -> new UnknownKpi(cell.kpi()));
        var key = cell.toString().getBytes(UTF_8);
        return new DeadLetter("cdc." + table, 0, -1, key, null, "its reading: " + reason);
    }

    /** One row in the order of the columns above. */
    record Row(HashMap<String, Integer> definitionVersions) implements RowWriter<Reading> {
        @Override
        public void write(Reading reading, RowBinary out) {
            var cell = Cell.of(reading.cell());
            Map<String, Integer> versions = definitionVersions;
            out.text(cell.kpi());
            out.uint16(versions.getOrDefault(cell.kpi(), 0));
            out.uuid(cell.organizationId());
            out.uuid(cell.branchId());
            out.date(cell.day());
            out.length(cell.dimensions().size());
            cell.dimensions().forEach(out::text);
            out.int64(reading.numerator());
            out.int64(reading.denominator());
            out.uint64(reading.version());
            out.text("stream");
            out.micros(1_000 * reading.recordedAt());
        }
    }
}
