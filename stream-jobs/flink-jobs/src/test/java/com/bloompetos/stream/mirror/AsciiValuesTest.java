package com.bloompetos.stream.mirror;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.bloompetos.stream.change.Row;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Random;
import java.util.UUID;
import org.apache.avro.util.Utf8;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AsciiValuesTest {
    private final Random random = new Random(7);

    @Test
    void anyInstantIsWhatTheLibrarySays() {
        for (var i = 0; i < 20_000; i++) {
            var micros = random.nextLong(-50_000_000_000_000_000L, 250_000_000_000_000_000L);
            var instant = Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
            assertThat(AsciiValues.micros(new Utf8(instant.toString())))
                    .as(instant.toString())
                    .isEqualTo(micros);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2024-02-29T23:59:59Z",
                "2026-11-22T04:44:18.1Z",
                "2026-11-22T04:44:18.123456789Z",
                "2026-11-22T04:44:18+02:00",
                "1969-12-31T23:59:59.999999Z",
                "+12026-11-22T04:44:18Z"
            })
    void unusualSpellingsTakeTheLibrarysWay(String text) {
        assertThat(Instant.EPOCH.plus(AsciiValues.micros(new Utf8(text)), ChronoUnit.MICROS))
                .isEqualTo(Row.instantOf(text).truncatedTo(ChronoUnit.MICROS));
    }

    @ParameterizedTest
    @ValueSource(strings = {"2026-02-30T00:00:00Z", "2026-11-22T0x:00:00Z", "Z"})
    void whatIsNoInstantIsRefused(String text) {
        assertThatThrownBy(() -> AsciiValues.micros(new Utf8(text)))
                .isInstanceOf(java.time.DateTimeException.class);
    }

    @Test
    void anyUuidIsWhatTheLibrarySays() {
        for (var i = 0; i < 1_000; i++) {
            var uuid = new UUID(random.nextLong(), random.nextLong());
            var text = uuid.toString();
            assertThat(AsciiValues.uuid(new Utf8(text))).isEqualTo(uuid);
            assertThat(AsciiValues.uuid(new Utf8(text.toUpperCase(java.util.Locale.ROOT))))
                    .isEqualTo(uuid);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"not a uuid", "0000000g-0000-7000-8000-000000000001", ""})
    void whatIsNoUuidIsRefused(String text) {
        assertThatThrownBy(() -> AsciiValues.uuid(new Utf8(text)))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
