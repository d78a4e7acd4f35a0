package com.bloompetos.local.clickhouse;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HttpInterfaceTest {
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

    private static HttpResponse<byte[]> get(String pathAndQuery, String... headers)
            throws Exception {
        var request = HttpRequest.newBuilder(URI.create(server.url() + pathAndQuery));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return HttpClient.newHttpClient().send(request.build(), BodyHandlers.ofByteArray());
    }

    @Test
    void pingNeedsNoLogin() throws Exception {
        assertThat(get("/ping").body()).asString().isEqualTo("Ok.\n");
    }

    @Test
    void theLoginStandsInHeadersOrInTheUrl() throws Exception {
        assertThat(get("/?query=select+1").statusCode()).isEqualTo(401);
        assertThat(get("/?query=select+1&user=reader&password=no").statusCode()).isEqualTo(401);
        assertThat(get("/?query=select+1&user=reader&password=reader").body())
                .asString()
                .isEqualTo("1\n");
        assertThat(
                        get(
                                        "/?query=select+1",
                                        "X-ClickHouse-User",
                                        "reader",
                                        "X-ClickHouse-Key",
                                        "reader")
                                .statusCode())
                .isEqualTo(200);
    }

    @Test
    void anAnswerCarriesClickHousesHeaders() throws Exception {
        var answer =
                server.post(
                        "reader",
                        "query_id=q7&default_format=JSONEachRow",
                        "select 1 as a format CSV");
        assertThat(answer.body()).isEqualTo("1\n");
        assertThat(answer.headers().firstValue("X-ClickHouse-Format")).contains("CSV");
        assertThat(answer.headers().firstValue("X-ClickHouse-Query-Id")).contains("q7");
        assertThat(answer.headers().firstValue("X-ClickHouse-Timezone")).contains("UTC");
        assertThat(answer.headers().firstValue("X-ClickHouse-Server-Display-Name")).isPresent();
        assertThat(answer.headers().firstValue("X-ClickHouse-Summary").orElseThrow())
                .contains("\"result_rows\":\"1\"");
        assertThat(server.ask("select timezone()")).isEqualTo("UTC");
    }

    @Test
    void theUrlCarriesDatabaseFormatParametersAndSettings() throws Exception {
        server.ask("create table raw.url (a UInt8) engine = Memory");
        server.ask("insert into raw.url values (7)");
        var answer =
                server.post(
                        "reader",
                        "database=raw&default_format=JSONCompactEachRow&param_a=7&output_format_json_quote_64bit_integers=1",
                        "select a, toInt64(a) as b from url where a = {a:UInt8}");
        assertThat(answer.body()).isEqualTo("[7, \"7\"]\n");
    }

    @Test
    void theRowsOfAnInsertMayFollowInTheBody() throws Exception {
        server.ask("create table raw.body (a UInt8, b String) engine = MergeTree order by a");
        var answer =
                server.post("writer", "query=insert+into+raw.body+format+CSV", "1,x\n2,\"y;z\"\n");
        assertThat(answer.headers().firstValue("X-ClickHouse-Summary").orElseThrow())
                .contains("\"written_rows\":\"2\"");
        server.ask("insert into raw.body (a, b) format TSV\n3\tq\n");
        assertThat(server.ask("select sum(a), max(b) from raw.body")).isEqualTo("6\ty;z");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "writer | select 1; select 2 | 400 | 62 | Multi-statements",
                "writer | select 1; selekt | 400 | 62 | Multi-statements",
                "writer | seven | 400 | 62 | Syntax error",
                "writer | select 1 settings nonsense = 1 | 404 | 115 | nonsense",
                "writer | select 1 into outfile '/tmp/x' | 501 | 48 | Files",
                "writer | insert into raw.x from infile '/tmp/x' format CSV | 501 | 48 | Files",
                "writer | set max_threads = 1 | 403 | 497 | privileges",
                "writer | system drop mark cache | 403 | 497 | privileges",
                "reader | set readonly = 0 | 403 | 164 | only reads",
                "reader | set role admin | 403 | 164 | only reads",
                "reader | insert into raw.x values (1) | 403 | 164 | only reads",
                "reader | create table raw.y (a UInt8) engine = Memory | 403 | 164 | only reads",
                "reader | kill query where 1 | 403 | 164 | only reads",
                "reader | select * from file('/etc/passwd', 'LineAsString') | 403 | 497 | function"
                        + " file",
                "reader | select file('/etc/passwd') | 403 | 497 | function file",
                "writer | select `f\\x69le`('/etc/passwd') | 403 | 497 | function file",
                "writer | select * apply(file) from (select '/etc/passwd') | 403 | 497 | APPLY",
                "reader | select * from default.`/etc/passwd` | 403 | 164 | readonly",
                "reader | select * from url('http://127.0.0.1:1/', 'CSV', 'a String') | 403 | 497 |"
                        + " function url",
                "reader | select 1 settings readonly = 0 | 403 | 164 | readonly",
                "reader | select 1 settings max_memory_usage = 1 | 403 | 164 | readonly",
            })
    void whatIsRefusedSaysWhy(String user, String sql, int status, int code, String why)
            throws Exception {
        var answer = server.post(user, "", sql);
        assertThat(answer.body()).startsWith("Code: " + code + ". DB::Exception: ").contains(why);
        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.headers().firstValue("X-ClickHouse-Exception-Code"))
                .contains(Integer.toString(code));
    }

    @ParameterizedTest
    @ValueSource(strings = {"nonsense=1", "readonly=0&nonsense=1"})
    void anUnknownSettingIsRefused(String urlQuery) throws Exception {
        assertThat(server.post("admin", urlQuery, "select 1").body()).startsWith("Code: 115.");
    }

    @Test
    void aReaderSetsOnlyHowAnAnswerLooks() throws Exception {
        assertThat(server.post("reader", "readonly=0", "select 1").body()).startsWith("Code: 164.");
        assertThat(server.post("reader", "max_memory_usage=1", "select 1").body())
                .startsWith("Code: 164.");
        assertThat(server.post("reader", "max_result_rows=5", "select * from numbers(10)").body())
                .startsWith("Code: 396.");
    }

    @Test
    void aWrongValueOfASettingIsNamed() throws Exception {
        assertThat(server.post("admin", "max_threads=many", "select 1").body())
                .contains("many")
                .startsWith("Code: ");
    }

    @Test
    void aRoleCannotBeChosen() throws Exception {
        assertThat(server.post("reader", "role=admin", "select 1").body()).startsWith("Code: 512.");
    }

    @Test
    void textThatIsLongerThanTheLongestStatementIsStillOneQuery() throws Exception {
        var many = "1,".repeat(150_000);
        assertThat(server.post("reader", "", "select length([" + many + "1])").body())
                .contains("Code: 62.");
        assertThat(
                        server.post(
                                        "admin",
                                        "max_query_size=1000000",
                                        "select length([" + many + "1])")
                                .body())
                .isEqualTo("150001\n");
    }

    @Test
    void aLinkCannotWrite() throws Exception {
        server.ask("create table raw.link (a UInt8) engine = Memory");
        assertThat(get("/?query=drop+table+raw.link&user=admin&password=admin").body())
                .asString()
                .startsWith("Code: 164.");
        assertThat(server.ask("exists raw.link")).isEqualTo("1");
    }

    @Test
    void anAnswerIsPackedAsAsked() throws Exception {
        var login = "&user=reader&password=reader";
        var packed =
                get(
                        "/?enable_http_compression=1&query=select+number+from+numbers(300000)"
                                + login,
                        "Accept-Encoding",
                        "gzip");
        assertThat(packed.headers().firstValue("Content-Encoding")).contains("gzip");
        try (var gzip = new GZIPInputStream(new java.io.ByteArrayInputStream(packed.body()))) {
            assertThat(gzip.readAllBytes()).hasSize(1_988_890);
        }
    }

    @Test
    void aBrokenBlockIsRefusedAndNothingOfItIsKept() throws Exception {
        server.ask("create table raw.broken (a UInt8) engine = MergeTree order by a");
        var answer =
                server.post(
                        "writer",
                        "decompress=1&query=insert+into+raw.broken+format+TSV",
                        "not a compressed block at all");
        assertThat(answer.body()).startsWith("Code: 33.");
        assertThat(server.ask("select count() from raw.broken")).isEqualTo("0");
    }

    @Test
    void writersAndReadersAtOnceLoseNothing() throws Exception {
        server.ask(
                "create table raw.busy (writer UInt8, n UInt32) engine = MergeTree order by"
                        + " (writer, n)");
        int rows = 125;
        var tasks = new ArrayList<Callable<Integer>>();
        for (int w = 0; w < 4; w++) {
            int writer = w;
            tasks.add(
                    () -> {
                        for (int n = 0; n < rows; n++) {
                            assertThat(
                                            server.post(
                                                            "writer",
                                                            "",
                                                            "insert into raw.busy values ("
                                                                    + writer
                                                                    + ","
                                                                    + n
                                                                    + ")")
                                                    .statusCode())
                                    .isEqualTo(200);
                        }
                        return rows;
                    });
            tasks.add(
                    () -> {
                        long seen = 0;
                        for (int n = 0; n < rows; n++) {
                            var answer =
                                    server.post(
                                            "reader",
                                            "",
                                            n % 10 == 9
                                                    ? "select boom"
                                                    : "select count() from raw.busy");
                            if (n % 10 != 9) {
                                long now = Long.parseLong(answer.body().strip());
                                assertThat(now).isGreaterThanOrEqualTo(seen);
                                seen = now;
                            }
                        }
                        return rows;
                    });
        }
        var executor = Executors.newFixedThreadPool(tasks.size());
        for (var done : executor.invokeAll(tasks, 60, TimeUnit.SECONDS)) {
            assertThat(done.get()).isEqualTo(rows);
        }
        executor.shutdown();
        assertThat(server.ask("select count(), sum(n), uniqExact(writer, n) from raw.busy"))
                .isEqualTo(4 * rows + "\t" + 4 * rows * (rows - 1) / 2 + "\t" + 4 * rows);
    }
}
