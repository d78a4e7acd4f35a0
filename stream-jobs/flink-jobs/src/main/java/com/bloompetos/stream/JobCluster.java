package com.bloompetos.stream;

import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.stream.StreamSupport;
import org.apache.flink.api.common.JobID;
import org.apache.flink.api.common.JobStatus;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.ExecutionOptions;
import org.apache.flink.configuration.ExternalizedCheckpointRetention;
import org.apache.flink.configuration.HeartbeatManagerOptions;
import org.apache.flink.configuration.JobManagerOptions;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.configuration.RpcOptions;
import org.apache.flink.configuration.StateBackendOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.core.execution.RecoveryClaimMode;
import org.apache.flink.runtime.execution.ExecutionState;
import org.apache.flink.runtime.jobgraph.JobGraph;
import org.apache.flink.runtime.jobgraph.SavepointRestoreSettings;
import org.apache.flink.runtime.jobmaster.JobResult;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.minicluster.MiniClusterConfiguration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * All jobs in this one JVM, each restored from its newest checkpoint, restarted for ever, watched.
 */
final class JobCluster implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(JobCluster.class);
    private static final String LOOPBACK = "127.0.0.1";

    /**
     * Each writes all state again, a tenth of a core at 10 s with the demo's; what a restart
     * repeats is cheap.
     */
    private static final Duration CHECKPOINT_EVERY = Duration.ofSeconds(30);

    private final FlinkSettings settings;
    private final List<Job> jobs;
    private final MiniCluster cluster;
    private volatile boolean closing;

    JobCluster(FlinkSettings settings, List<Job> jobs) {
        this.settings = settings;
        this.jobs = jobs;
        cluster =
                new MiniCluster(
                        new MiniClusterConfiguration.Builder()
                                .setConfiguration(clusterConfiguration())
                                .setCommonBindAddress(LOOPBACK)
                                .setNumTaskManagers(1)
                                .setNumSlotsPerTaskManager(jobs.size())
                                .build());
    }

    private static Configuration clusterConfiguration() {
        var configuration = new Configuration();
        configuration.set(
                JobManagerOptions.BIND_HOST,
                LOOPBACK); // The server of job artefacts minds this one.
        configuration.set(TaskManagerOptions.BIND_HOST, LOOPBACK);
        configuration.set(RestOptions.ADDRESS, LOOPBACK);
        configuration.set(RestOptions.BIND_ADDRESS, LOOPBACK);
        configuration.set(RestOptions.BIND_PORT, "0");
        configuration.set(TaskManagerOptions.NETWORK_MEMORY_MIN, MemorySize.ofMebiBytes(32));
        configuration.set(TaskManagerOptions.NETWORK_MEMORY_MAX, MemorySize.ofMebiBytes(32));
        configuration.set(
                TaskManagerOptions.MANAGED_MEMORY_SIZE,
                MemorySize.ofMebiBytes(1)); // State is on the heap.
        configuration.set(TaskManagerOptions.KILL_ON_OUT_OF_MEMORY, true);
        // In one JVM a late answer means a busy machine, never a lost one.
        configuration.set(RpcOptions.ASK_TIMEOUT_DURATION, Duration.ofMinutes(2));
        configuration.set(HeartbeatManagerOptions.HEARTBEAT_TIMEOUT, Duration.ofMinutes(10));
        return configuration;
    }

    private Configuration jobConfiguration(Checkpoints checkpoints) {
        var configuration = new Configuration();
        configuration.set(PipelineOptions.OBJECT_REUSE, true);
        configuration.set(PipelineOptions.GENERIC_TYPES, false);
        configuration.set(
                PipelineOptions.AUTO_GENERATE_UIDS,
                false); // State is found by names, never by luck.
        configuration.set(PipelineOptions.AUTO_WATERMARK_INTERVAL, Duration.ofMillis(50));
        configuration.set(ExecutionOptions.BUFFER_TIMEOUT, Duration.ofMillis(5));
        configuration.set(StateBackendOptions.STATE_BACKEND, "hashmap");
        configuration.set(CheckpointingOptions.CHECKPOINT_STORAGE, "filesystem");
        configuration.set(
                CheckpointingOptions.CHECKPOINTS_DIRECTORY,
                checkpoints.folder().toUri().toString());
        configuration.set(CheckpointingOptions.CHECKPOINTING_INTERVAL, CHECKPOINT_EVERY);
        configuration.set(
                CheckpointingOptions.EXTERNALIZED_CHECKPOINT_RETENTION,
                ExternalizedCheckpointRetention.RETAIN_ON_CANCELLATION);
        // While the warehouse is away no checkpoint completes; that is no reason to start over.
        configuration.set(CheckpointingOptions.TOLERABLE_FAILURE_NUMBER, Integer.MAX_VALUE);
        configuration.set(RestartStrategyOptions.RESTART_STRATEGY, "exponential-delay");
        configuration.set(
                RestartStrategyOptions.RESTART_STRATEGY_EXPONENTIAL_DELAY_INITIAL_BACKOFF,
                Duration.ofMillis(300));
        configuration.set(
                RestartStrategyOptions.RESTART_STRATEGY_EXPONENTIAL_DELAY_MAX_BACKOFF,
                Duration.ofSeconds(5));
        configuration.set(
                RestartStrategyOptions.RESTART_STRATEGY_EXPONENTIAL_DELAY_RESET_BACKOFF_THRESHOLD,
                Duration.ofMinutes(1));
        return configuration;
    }

    void start() throws Exception {
        cluster.start();
        for (var job : jobs) {
            cluster.submitJob(graph(job)).get(2, TimeUnit.MINUTES);
        }
    }

    private JobGraph graph(Job job) throws IOException {
        var checkpoints = new Checkpoints(settings.checkpoints(), job);
        var env = StreamExecutionEnvironment.getExecutionEnvironment(jobConfiguration(checkpoints));
        env.setParallelism(1);
        job.definition().accept(env);
        var streamGraph = env.getStreamGraph();
        streamGraph.setJobName(job.name());
        var graph = streamGraph.getJobGraph(JobCluster.class.getClassLoader(), job.id());
        var newest = checkpoints.newest();
        newest.ifPresent(
                checkpoint ->
                        graph.setSavepointRestoreSettings(
                                SavepointRestoreSettings.forPath(
                                        checkpoint.toUri().toString(),
                                        true,
                                        RecoveryClaimMode.CLAIM)));
        LOG.info(
                "job {} starts {}",
                job.name(),
                newest.map(path -> "from " + path).orElse("from the log's beginning"));
        return graph;
    }

    /** Each job's state: RUNNING only when all its tasks run. */
    Map<String, String> states() throws InterruptedException {
        var states = new LinkedHashMap<String, String>();
        for (var job : jobs) {
            states.put(job.name(), state(job));
        }
        return states;
    }

    private String state(Job job) throws InterruptedException {
        try {
            var graph = cluster.getExecutionGraph(job.id()).get(5, TimeUnit.SECONDS);
            var status = graph.getState();
            var allRun =
                    StreamSupport.stream(graph.getAllExecutionVertices().spliterator(), false)
                            .allMatch(
                                    vertex -> vertex.getExecutionState() == ExecutionState.RUNNING);
            return status == JobStatus.RUNNING && !allRun ? "STARTING" : status.name();
        } catch (ExecutionException | TimeoutException e) {
            return "UNKNOWN";
        }
    }

    /** Completes when any job ends for good, which none should, with a sentence that says how. */
    CompletableFuture<String> ended() {
        var ends =
                jobs.stream()
                        .map(
                                job ->
                                        cluster.requestJobResult(job.id())
                                                .handle(
                                                        (result, error) ->
                                                                "job "
                                                                        + job.name()
                                                                        + " ended: "
                                                                        + how(result, error)))
                        .toArray(CompletableFuture<?>[]::new);
        return CompletableFuture.anyOf(ends).thenApply(String::valueOf);
    }

    private static String how(@Nullable JobResult result, @Nullable Throwable error) {
        return result == null
                ? String.valueOf(error)
                : result.getSerializedThrowable()
                        .map(Throwable::toString)
                        .or(() -> result.getJobStatus().map(JobStatus::name))
                        .orElse("its state is unknown");
    }

    /** Whether jobs end because this program does. */
    boolean isClosing() {
        return closing;
    }

    /** Takes a last checkpoint where it can, so that the next start has nothing to repeat. */
    @Override
    public void close() throws InterruptedException {
        closing = true;
        await(each(cluster::triggerCheckpoint), "a last checkpoint was not possible");
        await(each(cluster::cancelJob), "the jobs did not end in time");
        await(cluster.closeAsync(), "the cluster did not stop in time");
    }

    private CompletableFuture<Void> each(Function<JobID, CompletableFuture<?>> action) {
        return CompletableFuture.allOf(
                jobs.stream()
                        .map(job -> action.apply(job.id()))
                        .toArray(CompletableFuture<?>[]::new));
    }

    private static void await(CompletableFuture<Void> future, String otherwise)
            throws InterruptedException {
        try {
            future.get(5, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            LOG.warn("{}: {}", otherwise, e.toString());
        }
    }
}
