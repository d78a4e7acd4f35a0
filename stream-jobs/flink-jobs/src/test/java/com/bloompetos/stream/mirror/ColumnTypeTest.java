package com.bloompetos.stream.mirror;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ColumnTypeTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "Int32",
                "Nullable(Int64)",
                "LowCardinality(String)",
                "LowCardinality(Nullable(String))",
                "DateTime64(6, 'UTC')",
                "Nullable(DateTime64(6, 'UTC'))",
                "Decimal(8, 2)",
                "Array(Nullable(UUID))",
                "Map(String, String)",
                "Nullable(Date32)"
            })
    void aTypeReadsBackAsItIsWritten(String sql) {
        assertThat(ColumnType.parse(sql).orElseThrow().sql()).isEqualTo(sql);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Int32 | Int64 | Int64",
                "Int64 | Int32 | Int64",
                "Int32 | Nullable(Int32) | Nullable(Int32)",
                "Nullable(Int32) | Int32 | Nullable(Int32)",
                "Int32 | Decimal(8, 2) | Decimal(12, 2)",
                "Decimal(8, 2) | Decimal(5, 4) | Decimal(10, 4)",
                "Int64 | Float64 | Float64",
                "Date32 | DateTime64(6, 'UTC') | DateTime64(6, 'UTC')",
                "Int32 | String | String",
                "UUID | String | String",
                "String | Int32 | String",
                "LowCardinality(String) | String | LowCardinality(String)",
                "Array(Nullable(Int32)) | Array(Nullable(Int64)) | Array(Nullable(Int64))"
            })
    void aColumnWidensUntilItHoldsBoth(String have, String wanted, String wider) {
        assertThat(
                        ColumnType.parse(have)
                                .orElseThrow()
                                .widenedTo(ColumnType.parse(wanted).orElseThrow())
                                .sql())
                .isEqualTo(wider);
    }
}
