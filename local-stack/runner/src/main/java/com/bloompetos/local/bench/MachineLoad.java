package com.bloompetos.local.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/** How busy the machine was while we measured: no figure is read without it. */
final class MachineLoad {

    private final long[] before = ticks();

    /** Since this object was made. */
    Map<String, Object> since() {
        long[] after = ticks();
        long total = after[0] - before[0];
        long busy = total - (after[1] - before[1]);
        Map<String, Object> load = new LinkedHashMap<>();
        load.put("cores", Runtime.getRuntime().availableProcessors());
        load.put("busy", total == 0 ? 0.0 : Math.round(100.0 * busy / total) / 100.0);
        load.put("load_1m", average());
        return load;
    }

    /** All ticks, and those in which nothing was to be done. */
    private static long[] ticks() {
        try {
            String cpu = Files.readAllLines(Path.of("/proc/stat")).get(0);
            long[] fields =
                    Arrays.stream(cpu.split(" +"))
                            .skip(1)
                            .limit(8)
                            .mapToLong(Long::parseLong)
                            .toArray();
            return new long[] {Arrays.stream(fields).sum(), fields[3] + fields[4]};
        } catch (IOException notLinux) {
            return new long[] {0, 0};
        }
    }

    private static double average() {
        try {
            return Double.parseDouble(Files.readString(Path.of("/proc/loadavg")).split(" ")[0]);
        } catch (IOException notLinux) {
            return 0;
        }
    }
}
