package com.bloompetos.local.kpi;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.bloompetos.local.bench.OwnEngine;
import com.bloompetos.local.runner.TestEngine;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * The analysts' worked questions, on the real engine over readings of which the answer is known.
 */
class ExamplesIT {
    private static final Path EXAMPLES =
            Path.of("../../warehouse-ddl/examples").toAbsolutePath().normalize();
    private static final String MIRRORED =
            ", source_version UInt64, is_deleted UInt8) engine = ReplacingMergeTree(source_version, is_deleted) order by (organization_id, name)";
    private static final String ORGANIZATION = id("o1");

    private static OwnEngine engine;

    @BeforeAll
    static void start() throws Exception {
        engine = TestEngine.start(Files.createTempDirectory("examples"));
        table(
                "organizations",
                "organization_id UUID, name String, currency String, created_at DateTime64(6, 'UTC')",
                "'%s', 'Pawsome', 'EUR', 0".formatted(ORGANIZATION));
        table(
                "brands",
                "organization_id UUID, brand_id UUID, name String, created_at DateTime64(6, 'UTC')",
                "'%s', '%s', 'Pawsome', 0".formatted(ORGANIZATION, id("d1")));
        table(
                "franchises",
                "organization_id UUID, franchise_id UUID, brand_id UUID, name String, created_at DateTime64(6, 'UTC')",
                "'%s', '%s', '%s', 'North', 0".formatted(ORGANIZATION, id("f1"), id("d1")));
        table(
                "branches",
                "organization_id UUID, branch_id UUID, franchise_id UUID, name String, time_zone String, opens_at Int64, closes_at Int64, created_at DateTime64(6, 'UTC'), updated_at DateTime64(6, 'UTC')",
                "'%1$s', '%2$s', '%4$s', 'Harbour', 'UTC', 0, 0, 0, 0, 1, 0), ('%1$s', '%3$s', '%4$s', 'Hill', 'UTC', 0, 0, 0, 0"
                        .formatted(ORGANIZATION, id("b1"), id("b2"), id("f1")));
        table(
                "services",
                "organization_id UUID, service_id UUID, name String, category String, price Decimal(8, 2), duration_minutes Int32, late_cancel_hours Int32, place_kind Nullable(String), priced_per String, created_at DateTime64(6, 'UTC'), updated_at DateTime64(6, 'UTC')",
                "'%s', '%s', 'Full groom', 'grooming', 85, 90, 24, null, 'visit', 0, 0"
                        .formatted(ORGANIZATION, id("s1")));
    }

    @AfterAll
    static void stop() throws Exception {
        engine.close();
    }

    @BeforeEach
    void forgetReadings() throws Exception {
        engine.ask("truncate table mart.readings");
        engine.ask("truncate table mart.latest_readings");
    }

    @Test
    void missedAppointmentsAreComparedWithTheSameWeekdayFourWeeksAgo() throws Exception {
        reading("no_show_rate", "b1", "today() - 1", "s1", 1, 2, 1, "now()");
        reading("no_show_rate", "b2", "today() - 1", "s1", 1, 8, 1, "now()");
        reading("no_show_rate", "b1", "today() - 29", "s1", 1, 10, 1, "now()");
        reading("no_show_rate", "b1", "today() - 8", "s1", 9, 9, 1, "now()");

        assertThat(ask("no_show_rate_by_franchise_and_weekday"))
                .isEqualTo(
                        "North\t"
                                + engine.ask("select toDayOfWeek(today() - 1) format TSVRaw")
                                        .strip()
                                + "\t20\t10\t10");
    }

    @Test
    void aFallIsToldByServiceAndAddsUp() throws Exception {
        reading("net_sales", "b1", "today() - 3", "s1", 5000, 0, 1, "now()");
        reading("net_sales", "b1", "today() - 30", "s1", 9000, 0, 1, "now()");
        reading("net_sales", "b1", "today() - 3", "", 2000, 0, 1, "now()");
        reading("net_sales", "b2", "today() - 3", "s1", 7000, 0, 1, "now()");

        assertThat(ask("branches_whose_net_sales_fell"))
                .isEqualTo("Harbour\tFull groom\t50\t90\t-40\t-20\nHarbour\tgoods\t20\t0\t20\t-20");
    }

    @Test
    void whatWasShownAWeekAgoStandsBesideWhatIsShownNow() throws Exception {
        reading("net_sales", "b1", "today() - 20", "s1", 9000, 0, 5, "now() - interval 19 day");
        reading("net_sales", "b1", "today() - 20", "s1", 4000, 0, 9, "now() - interval 2 day");
        reading("net_sales", "b1", "today() - 21", "s1", 100, 0, 3, "now() - interval 21 day");

        assertThat(ask("what_we_showed_then"))
                .isEqualTo(
                        "Harbour\t"
                                + engine.ask("select today() - 20 format TSVRaw").strip()
                                + "\t90\t40\t-50\t5\t9");
    }

    /** A file's one statement; its semicolon is for people who paste it into a client. */
    private static String ask(String example) throws Exception {
        var sql = Files.readString(EXAMPLES.resolve(example + ".sql")).strip();
        return engine.ask(sql.substring(0, sql.length() - 1) + " format TSVRaw").strip();
    }

    private static void reading(
            String kpi,
            String branch,
            String day,
            String service,
            long numerator,
            long denominator,
            long version,
            String recordedAt)
            throws Exception {
        for (var table : new String[] {"mart.readings", "mart.latest_readings"}) {
            engine.ask(
                    "insert into %s (kpi, definition_version, organization_id, branch_id, day, dimensions, numerator, denominator, version, source, recorded_at) select '%s', 1, '%s', '%s', %s, ['%s'], %d, %d, %d, 'batch', %s"
                            .formatted(
                                    table,
                                    kpi,
                                    ORGANIZATION,
                                    id(branch),
                                    day,
                                    service.isEmpty() ? "" : id(service),
                                    numerator,
                                    denominator,
                                    version,
                                    recordedAt));
        }
    }

    /** As the mirror makes it, with its first rows. */
    private static void table(String name, String columns, String values) throws Exception {
        engine.ask("create table raw." + name + " (" + columns + MIRRORED);
        engine.ask("insert into raw." + name + " values (" + values + ", 1, 0)");
    }

    private static String id(String name) {
        return UUID.nameUUIDFromBytes(name.getBytes(UTF_8)).toString();
    }
}
