package com.bloompetos.local.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** How much of a core each part takes, from the kernel's own account. */
final class CpuOfParts {
    private static final List<String> PARTS =
            List.of("postgres", "connect", "kafka", "flink", "clickhouse");
    private static final double TICKS_A_SECOND = 100;

    private final MirrorStack stack;
    private final List<Process> besides;
    private final long begun = System.nanoTime();
    private final Map<String, Long> before;

    /**
     * @param besides processes that are no part of the stack
     */
    CpuOfParts(MirrorStack stack, List<Process> besides) {
        this.stack = stack;
        this.besides = besides;
        before = ticks();
    }

    /** Since this object was made; PostgreSQL without the processes that ended meanwhile. */
    Map<String, Double> since() {
        double seconds = (System.nanoTime() - begun) / 1e9;
        Map<String, Double> cores = new LinkedHashMap<>();
        ticks().forEach(
                        (part, now) ->
                                cores.put(
                                        part,
                                        Math.round(
                                                        100
                                                                * (now
                                                                        - before.getOrDefault(
                                                                                part, 0L))
                                                                / TICKS_A_SECOND
                                                                / seconds)
                                                / 100.0));
        return cores;
    }

    private Map<String, Long> ticks() {
        Map<String, Long> ticks = new LinkedHashMap<>();
        for (var part : PARTS) {
            ProcessHandle.of(stack.pid(part))
                    .ifPresent(
                            process ->
                                    ticks.put(
                                            part,
                                            ticks(process)
                                                    + process.descendants()
                                                            .mapToLong(CpuOfParts::ticks)
                                                            .sum()));
        }
        besides.forEach(process -> ticks.merge("alone", ticks(process.toHandle()), Long::sum));
        return ticks;
    }

    private static long ticks(ProcessHandle process) {
        try {
            var stat = Files.readString(Path.of("/proc/" + process.pid() + "/stat"));
            var fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
            return Long.parseLong(fields[11]) + Long.parseLong(fields[12]);
        } catch (IOException ended) {
            return 0;
        }
    }
}
