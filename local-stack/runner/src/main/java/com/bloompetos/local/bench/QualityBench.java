package com.bloompetos.local.bench;

import com.bloompetos.local.score.Quality;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.LinkedHashMap;

/** How right the models are on real data, with the very classes that score in the streams. */
public final class QualityBench {

    private QualityBench() {}

    public static String run(Path data, PrintStream out) throws IOException {
        var load = new MachineLoad();
        out.println("Scoring the data in " + data.toAbsolutePath());
        var report = new LinkedHashMap<String, Object>();
        report.put("bench", "quality");
        report.putAll(Quality.run(data, out));
        report.put("machine", load.since());
        return Report.line(report);
    }
}
