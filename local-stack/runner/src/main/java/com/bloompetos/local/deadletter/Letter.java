package com.bloompetos.local.deadletter;

import com.bloompetos.events.Replay;
import java.time.Instant;

/**
 * A record that lies with the dead letters, however often and by whomever it was put there.
 *
 * @param record where it stood and what it says
 * @param reason why it was put there last
 * @param since when it was first put there
 * @param last when it was last put there
 * @param replayed the newest letter about it when it was last replayed, -1 when it never was
 */
public record Letter(Replay record, String reason, Instant since, Instant last, long replayed) {
    private static final int LONGEST_KIND = 110;

    /** Whether it still has to go back: it never did, or it came here again since. */
    public boolean isWaiting() {
        return replayed < record.letter();
    }

    /** The topic it belongs to. */
    public String topic() {
        return record.source().topic();
    }

    /** The table whose row it changes. */
    public String table() {
        return topic().substring(topic().lastIndexOf('.') + 1).replace('-', '_');
    }

    /** Its name at this desk. */
    public String name() {
        return topic() + '@' + record.letter();
    }

    /** Where it stood, as {@code partition:offset}. */
    public String place() {
        return record.source().partition() + ":" + record.offset();
    }

    /** The reason without what differs from record to record, to count by. */
    public String kind() {
        var line = reason.lines().findFirst().orElse("");
        var kind =
                line.replaceAll("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", "…")
                        .replaceAll("\\d{3,}", "…");
        return kind.length() <= LONGEST_KIND ? kind : kind.substring(0, LONGEST_KIND - 1) + "…";
    }
}
