package com.bloompetos.api.audit;

import com.bloompetos.api.access.Caller;
import com.bloompetos.api.access.TenantTransaction;
import com.bloompetos.api.page.PageWish;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/v1/audit")
class AuditController {
    private final TenantTransaction transaction;
    private final JdbcClient jdbc;

    AuditController(TenantTransaction transaction, JdbcClient jdbc) {
        this.transaction = transaction;
        this.jdbc = jdbc;
    }

    /**
     * @param columns what an update changed; never their values
     */
    record Entry(
            UUID entryId,
            Instant at,
            @Nullable UUID actor,
            @Nullable String actorRole,
            String action,
            String onTable,
            @Nullable UUID rowId,
            List<String> columns) {}

    /**
     * @param firstBroken the first link that does not fit any more
     * @param head the hash of the last link: kept elsewhere, it shows that the whole chain was not
     *     made anew
     */
    record Verdict(
            boolean isIntact, long seals, long entries, @Nullable Long firstBroken, String head) {}

    @GetMapping
    ResponseEntity<List<Entry>> entries(
            Caller caller,
            PageWish page,
            @RequestParam(name = "row_id", required = false) @Nullable UUID rowId) {
        var entries =
                transaction.read(
                        caller,
                        () ->
                                jdbc.sql(
                                                """
                                                select entry_id, at, actor, actor_role, action, on_table, row_id, columns
                                                from audit_log
                                                where (cast(:row as uuid) is null or row_id = :row) and entry_id < :before
                                                order by entry_id desc limit :fetch
                                                """)
                                        .param("row", rowId)
                                        .param("before", page.before())
                                        .param("fetch", page.fetch())
                                        .query(
                                                (row, number) ->
                                                        new Entry(
                                                                row.getObject(
                                                                        "entry_id", UUID.class),
                                                                row.getTimestamp("at").toInstant(),
                                                                row.getObject("actor", UUID.class),
                                                                row.getString("actor_role"),
                                                                row.getString("action"),
                                                                row.getString("on_table"),
                                                                row.getObject("row_id", UUID.class),
                                                                List.of(
                                                                        (String[])
                                                                                row.getArray(
                                                                                                "columns")
                                                                                        .getArray())))
                                        .list());
        return page.answer(entries, Entry::entryId);
    }

    /** Works the whole chain of the organization out again. */
    @GetMapping("/verify")
    Verdict verify(Caller caller) {
        return transaction.read(
                caller,
                () ->
                        jdbc.sql("select seals, entries, first_broken, head from verify_audit()")
                                .query(
                                        (row, number) -> {
                                            Long broken = row.getObject("first_broken", Long.class);
                                            return new Verdict(
                                                    broken == null,
                                                    row.getLong("seals"),
                                                    row.getLong("entries"),
                                                    broken,
                                                    HexFormat.of().formatHex(row.getBytes("head")));
                                        })
                                .single());
    }
}
