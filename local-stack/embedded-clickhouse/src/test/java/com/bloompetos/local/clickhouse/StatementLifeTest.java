package com.bloompetos.local.clickhouse;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Sessions, tables that come along, large answers, and statements that end before their time. */
class StatementLifeTest {
    private static final String ENDLESS =
            "select count() from numbers(1000000000000) where sipHash64(number) = 1";
    private static final String RUNNING =
            "select count() from system.processes where query like '%sipHash64%' and query not like"
                    + " '%processes%'";

    @TempDir private static Path directory;
    private static RunningServer server;

    @BeforeAll
    static void start() throws Exception {
        server = new RunningServer(directory);
        server.ask("create database raw");
    }

    @AfterAll
    static void stop() throws Exception {
        server.close();
    }

    private static String post(String query, String sql) throws Exception {
        return server.post("admin", query, sql).body();
    }

    private static void until(String sql, String expected) throws Exception {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (!server.ask(sql).equals(expected)) {
            assertThat(System.nanoTime()).as(sql).isLessThan(deadline);
            TimeUnit.MILLISECONDS.sleep(50);
        }
    }

    @Test
    void aSessionKeepsTemporaryTablesAndSettings() throws Exception {
        post("session_id=s1", "create temporary table mine (a UInt8)");
        post("session_id=s1", "insert into mine values (7)");
        post("session_id=s1", "set max_block_size = 77");
        assertThat(post("session_id=s1", "select nothing")).startsWith("Code: 47.");
        assertThat(
                        post(
                                "session_id=s1&max_threads=1",
                                "select a, getSetting('max_block_size') from mine"))
                .isEqualTo("7\t77\n");
        assertThat(post("", "select a from mine")).startsWith("Code: 60.");
        assertThat(post("session_id=s1&close_session=1", "select 1")).isEqualTo("1\n");
        assertThat(post("session_id=s1&session_check=1", "select 1")).startsWith("Code: 372.");
    }

    @Test
    void aSessionEndsWithItsTimeOut() throws Exception {
        post("session_id=short&session_timeout=1", "create temporary table brief (a UInt8)");
        TimeUnit.MILLISECONDS.sleep(
                2500); // Time itself is what is tested; asking would prolong it.
        assertThat(post("session_id=short&session_check=1", "select 1")).startsWith("Code: 372.");
    }

    @Test
    void aSessionIsLockedWhileItsStatementRuns() throws Exception {
        var long1 =
                CompletableFuture.supplyAsync(
                        () -> quietly("session_id=s2&query_id=held", ENDLESS));
        until(RUNNING, "1");
        assertThat(post("session_id=s2", "select 1")).startsWith("Code: 373.");
        post("", "kill query where query_id = 'held'");
        assertThat(long1.get(20, TimeUnit.SECONDS)).startsWith("Code: 394.");
    }

    private static String quietly(String query, String sql) {
        try {
            return post(query, sql);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void aStatementIsKilledByItsId() throws Exception {
        var running = CompletableFuture.supplyAsync(() -> quietly("query_id=endless-1", ENDLESS));
        until(RUNNING, "1");
        assertThat(server.post("reader", "", "kill query where query_id = 'endless-1'").body())
                .isEmpty(); // Someone else's.
        assertThat(post("", "KILL QUERY WHERE query_id = 'endless-1' SYNC"))
                .isEqualTo("waiting\tendless-1\tadmin\n");
        assertThat(running.get(20, TimeUnit.SECONDS)).startsWith("Code: 394.");
        assertThat(post("", "kill query where query_id = 'no such'")).isEmpty();
    }

    @Test
    void whatNobodyWaitsForIsEnded() throws Exception {
        try (var socket = new Socket("127.0.0.1", server.port)) {
            var request =
                    "POST /?user=admin&password=admin HTTP/1.1\r\nHost: x\r\nContent-Length: "
                            + ENDLESS.length()
                            + "\r\n\r\n"
                            + ENDLESS;
            socket.getOutputStream().write(request.getBytes(UTF_8));
            socket.getOutputStream().flush();
            until(RUNNING, "1");
        }
        until(RUNNING, "0");
    }

    @Test
    void rowsThatComeAlongAreATableOfThisStatement() throws Exception {
        var body =
                "--x\r\n"
                        + "Content-Disposition: form-data; name=\"query\"\r\n\r\n"
                        + "select sum(a), max(b) from ids where a > {least:UInt8}\r\n"
                        + "--x\r\n"
                        + "Content-Disposition: form-data; name=\"param_least\"\r\n\r\n"
                        + "1\r\n"
                        + "--x\r\n"
                        + "Content-Disposition: form-data; name=\"ids\"; filename=\"ids\"\r\n\r\n"
                        + "1,x\n"
                        + "2,y\n"
                        + "3,z\n\r\n"
                        + "--x--\r\n";
        for (var user : new String[] {"admin", "reader"}) {
            var request =
                    HttpRequest.newBuilder(
                                    URI.create(
                                            server.url()
                                                    + "/?ids_format=CSV&ids_structure=a+UInt8,b+String&user="
                                                    + user
                                                    + "&password="
                                                    + user))
                            .header("Content-Type", "multipart/form-data; boundary=x")
                            .POST(BodyPublishers.ofString(body))
                            .build();
            var answer = HttpClient.newHttpClient().send(request, BodyHandlers.ofString());
            assertThat(answer.body()).isEqualTo("5\tz\n");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "TSV",
                "TSVWithNames",
                "TabSeparatedWithNamesAndTypes",
                "CSV",
                "JSONEachRow",
                "RowBinary",
                "RowBinaryWithNames",
                "RowBinaryWithNamesAndTypes"
            })
    void aLargeAnswerInPiecesIsTheWholeAnswer(String format) throws Exception {
        var sql = "select number as n, toString(number) as `a\nname` from numbers(300000)";
        var pieces = server.post("reader", "default_format=" + format, sql);
        var whole = server.post("reader", "wait_end_of_query=1&default_format=" + format, sql);
        assertThat(pieces.headers().firstValue("Content-Length")).isEmpty();
        assertThat(whole.headers().firstValue("Content-Length")).isPresent();
        assertThat(pieces.body()).isEqualTo(whole.body());
    }

    @Test
    void anAnswerThatFailsHalfWayDoesNotLookWhole() {
        assertThatThrownBy(
                        () ->
                                post(
                                        "",
                                        "select number, throwIf(number = 900000) from"
                                                + " numbers(1000000)"))
                .isInstanceOf(IOException.class);
    }

    @Test
    void everyStatementStandsInTheQueryLog() throws Exception {
        post("query_id=logged-1", "select number from numbers(3)");
        post("query_id=logged-2", "select nothing");
        until("select count() from ledger.query_log where query_id like 'logged-%'", "2");
        assertThat(
                        server.ask(
                                "select user, kind, result_rows, code, text_hash != 0 from"
                                        + " ledger.query_log where query_id like 'logged-%' order by"
                                        + " query_id"))
                .isEqualTo("admin\tread\t3\t0\t1\nadmin\tfailed\t0\t47\t1");
    }

    @Test
    void metricsAreForThoseWhoMaySeeEveryonesCounts() throws Exception {
        post("", "select 1");
        var url = URI.create(server.url() + "/metrics?user=reader&password=reader");
        var text =
                HttpClient.newHttpClient()
                        .send(HttpRequest.newBuilder(url).build(), BodyHandlers.ofString())
                        .body();
        assertThat(text)
                .contains("bloom_clickhouse_statements_total{role=\"admin\",kind=\"read\"}")
                .containsPattern("bloom_clickhouse_memory_bytes \\d+");
    }

    @Test
    void aBackupBringsBackWhatWasDropped() throws Exception {
        server.ask("create database precious");
        server.ask("create table precious.t (a UInt32) engine = MergeTree order by a");
        server.ask("insert into precious.t select number from numbers(1000)");
        assertThat(server.ask("backup database precious to File('first')"))
                .endsWith("BACKUP_CREATED");
        server.ask("drop database precious sync");
        assertThat(server.ask("restore database precious from File('first')")).endsWith("RESTORED");
        assertThat(server.ask("select sum(a) from precious.t")).isEqualTo("499500");
        assertThat(post("", "backup database precious to File('/tmp/elsewhere')"))
                .startsWith("Code: 36.");
        assertThat(server.post("writer", "", "backup database precious to File('no')").body())
                .startsWith("Code: 497.");
    }
}
