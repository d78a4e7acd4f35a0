package com.bloompetos.stream.progress;

import com.bloompetos.events.ConfluentAvro;
import com.bloompetos.events.insight.Finding;
import com.bloompetos.stream.fact.FindingTopic;
import com.bloompetos.stream.reconcile.SourceDatabase;
import com.bloompetos.stream.warehouse.ClickHouse;
import com.bloompetos.stream.warehouse.ClickHouseEngine;
import com.bloompetos.stream.warehouse.Refused;
import java.io.IOException;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks every few seconds whether changes arrive, and tells every branch when they do not.
 *
 * <p>It watches progress, not errors: a connector that is paused, stuck or gone says nothing.
 */
public final class ProgressWatch implements AutoCloseable {
    /** A history that is loaded into an empty stack arrives within this, also on a slow machine. */
    public static final Duration STALE_AFTER = Duration.ofMinutes(5);

    private static final Logger LOG = LoggerFactory.getLogger(ProgressWatch.class);
    private static final String RULE = "freshness";
    private static final Duration LOOK_EVERY = Duration.ofSeconds(5);

    private final SourceDatabase database;
    private final Duration staleAfter;
    private final ClickHouseEngine engine;
    private final FindingTopic findings;
    private final Thread thread;

    /**
     * Since when changes do not arrive; it names the episode, in the next life of this program too.
     */
    private @Nullable String since;

    public ProgressWatch(
            SourceDatabase database,
            ClickHouse warehouse,
            String kafka,
            String registry,
            Duration staleAfter) {
        this.database = database;
        this.staleAfter = staleAfter;
        engine = new ClickHouseEngine(warehouse);
        findings = new FindingTopic(kafka, ConfluentAvro.at(registry));
        thread = new Thread(this::run, "progress");
        thread.setDaemon(true);
    }

    public void start() {
        thread.start();
    }

    private void run() {
        try {
            while (true) {
                try {
                    look();
                } catch (SQLException | IOException | Refused e) {
                    // Each part's own health speaks for it; progress is unknown meanwhile.
                    LOG.debug("progress is unknown: {}", e.toString());
                }
                TimeUnit.SECONDS.sleep(LOOK_EVERY.toSeconds());
            }
        } catch (InterruptedException e) {
            LOG.info("the watch over progress ends");
        }
    }

    private void look() throws SQLException, IOException, Refused {
        if (since == null) {
            since = openEpisode();
        }
        var progress = progress();
        if (progress.isEmpty()) {
            return; // Nothing ever came: the stack is being set up.
        }
        var trouble = progress.get().trouble(staleAfter);
        if (trouble.isPresent() && since.isEmpty()) {
            since =
                    Instant.now()
                            .minus(progress.get().age())
                            .truncatedTo(ChronoUnit.SECONDS)
                            .toString();
            LOG.warn("{}", trouble.get());
            tell("opened", "critical", trouble.get(), progress.get());
        } else if (trouble.isEmpty() && !since.isEmpty()) {
            LOG.info("changes arrive again; they did not since {}", since);
            tell("resolved", "info", "Numbers are fresh again", progress.get());
            since = "";
        }
    }

    /** The episode that an earlier life of this program has opened and not resolved, or nothing. */
    private String openEpisode() throws IOException, Refused {
        return engine.query(
                        "select max(episode) from raw.findings final where rule = '%s' and state = 'opened'"
                                .formatted(RULE))
                .get(0)
                .get(0);
    }

    private Optional<Progress> progress() throws SQLException, IOException, Refused {
        var heartbeat =
                engine.query(
                                "select count(), dateDiff('second', max(committed_at), now64(6)) from raw.cdc_heartbeats")
                        .get(0);
        if (heartbeat.get(0).equals("0")) {
            return Optional.empty();
        }
        try (var connection =
                        DriverManager.getConnection(
                                database.url() + "?connectTimeout=5&socketTimeout=10",
                                database.user(),
                                database.password());
                var statement = connection.createStatement();
                var slot =
                        statement.executeQuery(
                                "select coalesce(pg_current_wal_lsn() - restart_lsn, 0)::bigint, coalesce(wal_status, '') from pg_replication_slots where slot_name = 'bloom'")) {
            boolean exists = slot.next();
            return Optional.of(
                    new Progress(
                            Duration.ofSeconds(Long.parseLong(heartbeat.get(1))),
                            exists ? slot.getLong(1) : 0,
                            exists ? slot.getString(2) : ""));
        }
    }

    private void tell(String state, String severity, String title, Progress progress)
            throws IOException, Refused {
        var at = Instant.now();
        for (var branch :
                engine.query(
                        "select organization_id, branch_id from raw.branches final where is_deleted = 0")) {
            findings.send(finding(branch, state, severity, title, progress, at));
        }
    }

    private Finding finding(
            List<String> branch,
            String state,
            String severity,
            String title,
            Progress progress,
            Instant at) {
        return Finding.newBuilder()
                .setOrganizationId(branch.get(0))
                .setBranchId(branch.get(1))
                .setRule(RULE)
                .setSeverity(severity)
                .setSubjectKind("pipeline")
                .setSubjectId("changes")
                .setEpisode(String.valueOf(since))
                .setTitle(title)
                .setEvidence(
                        Map.of(
                                "age_s", String.valueOf(progress.age().toSeconds()),
                                "kept_bytes", String.valueOf(progress.keptBytes()),
                                "wal_status", progress.walStatus()))
                .setState(state)
                .setSourceVersion(0)
                .setFoundAt(at)
                .build();
    }

    @Override
    public void close() {
        thread.interrupt();
        findings.close();
        engine.close();
    }
}
