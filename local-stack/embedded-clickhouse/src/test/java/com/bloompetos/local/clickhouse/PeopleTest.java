package com.bloompetos.local.clickhouse;

import static org.assertj.core.api.Assertions.assertThat;

import com.bloompetos.local.clickhouse.access.Scope;
import com.bloompetos.local.clickhouse.access.User;
import com.bloompetos.local.clickhouse.access.UsersFile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A few of the ways that {@code bloom bench walls} tries by the thousand, each for its reason. */
class PeopleTest {
    private static final UUID OURS = UUID.fromString("00000000-0000-4000-8000-00000000000a");
    private static final UUID THEIRS = UUID.fromString("00000000-0000-4000-8000-00000000000b");
    private static final UUID HERE = UUID.fromString("00000000-0000-4000-8000-0000000000c1");
    private static final UUID THERE = UUID.fromString("00000000-0000-4000-8000-0000000000c2");

    @TempDir private static Path directory;
    private static RunningServer server;

    @BeforeAll
    static void start() throws Exception {
        server = new RunningServer(directory);
        server.put(User.person("chain", "chain", new Scope(OURS, List.of())));
        server.put(User.person("branch", "branch", new Scope(OURS, List.of(HERE))));
        server.ask("create database raw");
        server.ask("create database mart");
        server.ask(
                "create table raw.payments (organization_id UUID, branch_id UUID, n UInt32,"
                        + " source_version UInt64, is_deleted UInt8) engine ="
                        + " ReplacingMergeTree(source_version, is_deleted) order by (organization_id,"
                        + " n)");
        server.ask(
                "insert into raw.payments values ('%s','%s',1,1,0), ('%s','%s',2,1,0), ('%s','%s',3,1,0)"
                        .formatted(OURS, HERE, OURS, THERE, THEIRS, THEIRS));
        server.ask("create table raw.secrets (organization_id UUID) engine = Memory");
        server.ask("create table raw.pets (organization_id UUID, pet_id UUID) engine = Memory");
        server.ask("insert into raw.pets values ('%s','%s')".formatted(OURS, OURS));
    }

    @AfterAll
    static void stop() throws Exception {
        server.close();
    }

    private static String read(String person, String sql) throws Exception {
        return server.post(person, "", sql).body().strip();
    }

    @Test
    void aPersonSeesTheirOrganizationAndBranches() throws Exception {
        var all = "select groupArray(n) from (select n from raw.payments order by n)";
        assertThat(read("chain", all)).isEqualTo("[1,2]");
        assertThat(read("branch", all)).isEqualTo("[1]");
        assertThat(read("reader", all)).isEqualTo("[1,2,3]");
    }

    @Test
    void whatBelongsToNoBranchIsForTheWholeChainOnly() throws Exception {
        assertThat(read("chain", "select count() from raw.pets")).isEqualTo("1");
        assertThat(read("branch", "select count() from raw.pets")).isEqualTo("0");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '$',
            value = {
                "select * from raw.secrets | 497",
                "select * from (select * from raw.payments settings log_comment = '....') | 164",
                "select ‘'’, * from (select * from raw.payments settings log_comment = 'x') --' |"
                        + " 164",
                "select * from raw.payments settings max_threads = 1 | 164",
                "set role admin | 164",
                "select * from mergeTreeIndex('raw', 'payments') | 497",
                "select * from `merge\\x54reeIndex`('raw', 'payments') | 497",
                "select max(`_part\\x5foffset`) from raw.payments | 497",
                "select * from system.parts | 497",
                "select * apply(file) from (select '/etc/passwd') | 497",
                "explain estimate select * from raw.payments | 497",
                "select count() from raw.payments format JSONEachRowWithProgress | 497",
            })
    void whatTellsTooMuchIsRefused(String sql, int code) throws Exception {
        assertThat(server.post("branch", "", sql).body()).startsWith("Code: " + code + ".");
    }

    @Test
    void aFifthStatementOfAPersonWaitsAMomentForAnEndAndIsRefused() throws Exception {
        var endless = "select count() from numbers(1000000000000) where sipHash64(number) = 1";
        var four = new ArrayList<CompletableFuture<String>>();
        for (int i = 0; i < 3; i++) {
            four.add(inBackground("query_id=endless-" + i, endless));
        }
        var ending = inBackground("", "select sleep(0.3)");
        untilRunning(4);
        assertThat(read("branch", "select 1")).isEqualTo("1");
        assertThat(ending.join()).isEqualTo("0");

        four.add(inBackground("query_id=endless-3", endless));
        untilRunning(4);
        assertThat(read("branch", "select 1")).startsWith("Code: 202.");
        assertThat(read("chain", "select 1")).as("another person").isEqualTo("1");
        for (int i = 0; i < 4; i++) {
            server.ask("kill query where query_id = 'endless-%d'".formatted(i));
        }
        assertThat(four).allSatisfy(one -> assertThat(one.join()).startsWith("Code: 394."));
        assertThat(read("branch", "select 1")).isEqualTo("1");
    }

    private static void untilRunning(int statements) throws Exception {
        var deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        var running =
                "select count() from system.processes where (query like '%sipHash64(number)%' or"
                        + " query like '%sleep(0.3)%') and query not like '%system.processes%'";
        while (!server.ask(running).equals(String.valueOf(statements))) {
            assertThat(System.nanoTime()).isLessThan(deadline);
        }
    }

    private static CompletableFuture<String> inBackground(String urlQuery, String sql) {
        return CompletableFuture.supplyAsync(
                () -> {
                    try {
                        return server.post("branch", urlQuery, sql).body().strip();
                    } catch (Exception failed) {
                        throw new CompletionException(failed);
                    }
                },
                task -> new Thread(task).start());
    }

    @Test
    void aScopeWithoutItsSealIsNobodys() throws Exception {
        // As the front would never send it: the policy itself, without the gate before it.
        var forged = THEIRS + "|*|" + "0".repeat(64) + "|x";
        assertThat(
                        server.ask(
                                "select count() from system.row_policies where select_filter like"
                                        + " '%SHA256%'"))
                .isNotEqualTo("0");
        assertThat(
                        server.post(
                                        "branch",
                                        "log_comment=" + forged.replace("|", "%7C"),
                                        "select 1")
                                .body())
                .startsWith("Code: 164.");
    }

    @Test
    void nothingSaysHowManyRowsWereRead() throws Exception {
        var answer =
                server.post("branch", "default_format=JSON", "select count() from raw.payments");
        assertThat(answer.body()).doesNotContain("rows_read");
        assertThat(answer.headers().firstValue("X-ClickHouse-Summary").orElseThrow())
                .contains("\"read_rows\":\"0\"");
    }

    @Test
    void aCapCanOnlyBeLowered() throws Exception {
        assertThat(server.post("branch", "max_execution_time=1", "select 1").body())
                .isEqualTo("1\n");
        assertThat(server.post("branch", "max_execution_time=0", "select 1").body())
                .startsWith("Code: 452.");
        assertThat(server.post("branch", "max_execution_time=31", "select 1").body())
                .startsWith("Code: 452.");
    }

    @Test
    void theUsersFileIsReadAgainWhenItChanges() throws Exception {
        assertThat(server.post("new", "", "select 1").statusCode()).isEqualTo(401);
        server.put(User.person("new", "new", new Scope(OURS, List.of(THERE))));
        var mine = "select groupArray(n) from raw.payments";
        assertThat(read("new", mine)).isEqualTo("[2]");
        server.put(User.person("new", "new", new Scope(THEIRS, List.of())));
        assertThat(read("new", mine)).isEqualTo("[3]");
        new UsersFile(directory.resolve("users")).remove("new");
        assertThat(server.post("new", "", "select 1").statusCode()).isEqualTo(401);
    }
}
