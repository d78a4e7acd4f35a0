package com.bloompetos.local.clickhouse.protocol;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StatementTest {
    private static Statement parse(String text) {
        return Statement.parse(text.getBytes(UTF_8));
    }

    private static String rowsOf(String text) {
        return text.substring(parse(text).dataAt());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "insert into t format CSV 1,2 | insert into t | CSV | 1,2",
                "INSERT INTO a.values (format, `values`) VALUES (1,2) | INSERT INTO a.values (format, `values`) | Values | (1,2)",
                "insert into format format TSV 1 | insert into format | TSV | 1",
                "insert into t settings async_insert = 1 format JSONEachRow {} | insert into t settings async_insert = 1 | JSONEachRow | {}",
                "/* values */ insert into `a values b` (x) format CSV ; drop table t | /* values */ insert into `a values b` (x) | CSV | ; drop table t",
                "insert into function null('a String') values ('x') | insert into function null('a String') | Values | ('x')"
            })
    void anInsertIsSplitFromItsRows(String text, String sql, String format, String rows) {
        var statement = parse(text);
        assertThat(new String(statement.sql(), UTF_8).strip()).isEqualTo(sql);
        assertThat(statement.rowFormat()).isEqualTo(format);
        assertThat(rowsOf(text).strip()).isEqualTo(rows);
    }

    @Test
    void binaryRowsBeginRightAfterOneLineEnd() {
        assertThat(rowsOf("insert into t format RowBinary\n\n\t\0")).isEqualTo("\n\t\0");
        assertThat(rowsOf("insert into t format RowBinary \r\n\r\n")).isEqualTo("\r\n");
        assertThat(rowsOf("insert into t format RowBinary")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "select 1 | ",
                "select 1 format CSV | CSV",
                "select 1 FORMAT JSON settings max_threads = 1; | JSON",
                "select 1 settings max_threads = 1 format JSON | JSON",
                "select format from t | ",
                "select 'x format CSV' | ",
                "select 1 -- format CSV | ",
                "select (select 1 format CSV) | ",
                "insert into t select 1 | "
            })
    void theFormatClauseStandsAtTheEnd(String sql, String format) {
        assertThat(parse(sql).format()).isEqualTo(format);
        assertThat(parse(sql).takesRows()).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "select 1; select 2 | true",
                "select 1; -- done | false",
                "select 1;; | false",
                "select ';' as a, `;`, $x$ ; $x$ | false",
                "select 'it\\'s; fine' | false",
                "select 1; $x$ | true"
            })
    void aSecondStatementIsSeen(String sql, boolean several) {
        assertThat(parse(sql).several()).isEqualTo(several);
    }

    @Test
    void filesAreSeen() {
        assertThat(parse("select 1 into outfile 'x'").touchesFiles()).isTrue();
        assertThat(parse("insert into t from infile 'x' format CSV").touchesFiles()).isTrue();
        assertThat(parse("select 'into outfile'").touchesFiles()).isFalse();
    }
}
