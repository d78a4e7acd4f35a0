package com.bloompetos.local.score;

import com.bloompetos.insight.risk.NoShowReplay;
import com.bloompetos.insight.risk.UnknownAppointment;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Replays bookings, questions and outcomes and answers every question, in one pass.
 *
 * <p>Four columns are fixed: {@code ts, type, appointment_id, patient_id}. Of the others, the one
 * that only outcomes fill is the answer; the rest are features, whatever their names.
 */
public final class NoShowScore {
    private static final Set<String> FIXED = Set.of("ts", "type", "appointment_id", "patient_id");
    private static final Set<String> YES = Set.of("1", "1.0", "true", "yes", "y", "t", "no_show");
    private static final Set<String> NO = Set.of("0", "0.0", "false", "no", "n", "f", "completed");

    private final CsvFile events;
    private final Answers answers;
    private final List<Integer> features = new ArrayList<>();
    private final Set<Integer> filledBefore = new HashSet<>();
    private final NoShowReplay replay;
    private final int ts;
    private final int type;
    private final int id;
    private final int client;
    private int answer;

    private NoShowScore(CsvFile events, Answers answers) {
        this.events = events;
        this.answers = answers;
        ts = events.column("ts");
        type = events.column("type");
        id = events.column("appointment_id");
        client = events.column("patient_id");
        var header = events.header();
        answer = header.indexOf("no_show");
        var names = new ArrayList<String>();
        for (int i = 0; i < header.size(); i++) {
            if (i != answer && !FIXED.contains(header.get(i))) {
                features.add(i);
                names.add(header.get(i));
            }
        }
        replay = new NoShowReplay(names);
    }

    /** How many questions were answered. */
    public static long run(Path eventFile, Path out) throws IOException {
        try (var events = CsvFile.open(eventFile);
                var answers = new Answers(out, "appointment_id,p")) {
            var score = new NoShowScore(events, answers);
            for (var row = events.next(); row != null; row = events.next()) {
                score.event(row);
            }
            return answers.done();
        }
    }

    private void event(List<String> row) {
        var at = events.instant(row, ts);
        try {
            switch (row.get(type)) {
                case "booking" -> {
                    notes(row);
                    replay.booked(at, row.get(id), row.get(client), values(row));
                }
                case "score_request" -> {
                    notes(row);
                    double p = replay.asked(at, row.get(id), values(row));
                    answers.line(
                            Answers.field(row.get(id)) + String.format(Locale.ROOT, ",%.6f", p));
                }
                case "outcome" -> outcome(at, row);
                default ->
                        throw events.bad(
                                "type is "
                                        + row.get(type)
                                        + ", which is none of booking, score_request, outcome");
            }
        } catch (UnknownAppointment | IllegalArgumentException wrong) {
            throw events.bad(String.valueOf(wrong.getMessage()));
        }
    }

    private void outcome(LocalDateTime at, List<String> row) {
        if (answer < 0) {
            answer = answerColumn(row);
        }
        var said = row.get(answer).trim().toLowerCase(Locale.ROOT);
        if (!YES.contains(said) && !NO.contains(said)) {
            throw events.bad(
                    "%s is neither yes nor no: %s"
                            .formatted(events.header().get(answer), row.get(answer)));
        }
        replay.ended(at, row.get(id), YES.contains(said));
    }

    private int answerColumn(List<String> row) {
        var only = new ArrayList<Integer>();
        for (int column : features) {
            if (!row.get(column).isEmpty() && !filledBefore.contains(column)) {
                only.add(column);
            }
        }
        if (only.size() != 1) {
            throw events.bad("which column tells whether it was missed? Name it no_show");
        }
        return only.get(0);
    }

    private void notes(List<String> row) {
        if (answer < 0) {
            for (int column : features) {
                if (!row.get(column).isEmpty()) {
                    filledBefore.add(column);
                }
            }
        }
    }

    /** The answer is no feature, even where a file tells it too early. */
    private List<String> values(List<String> row) {
        var values = new ArrayList<String>(features.size());
        for (int column : features) {
            values.add(column == answer ? "" : row.get(column));
        }
        return values;
    }
}
