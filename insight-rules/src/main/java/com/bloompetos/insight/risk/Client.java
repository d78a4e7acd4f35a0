package com.bloompetos.insight.risk;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What one client has done and is going to do, as far as it is known by now. */
public final class Client {
    private ClientHistory history = ClientHistory.NONE;
    // Sorted, so that the same client always has the same bytes.
    private final Map<LocalDate, Integer> days = new TreeMap<>();
    private int made;
    private int toCome;
    private @Nullable LocalDateTime last;

    /** An appointment was made, for this day where it is told. */
    public void comes(@Nullable LocalDate day) {
        made++;
        toCome++;
        if (day != null) {
            days.merge(day, 1, Integer::sum);
        }
    }

    /** An appointment is no longer to come: it ended, or was called off. */
    public void leaves(@Nullable LocalDate day) {
        toCome--;
        if (day != null) {
            days.computeIfPresent(day, (key, count) -> count == 1 ? null : count - 1);
        }
    }

    public void ended(LocalDateTime at, boolean missed) {
        history = history.with(missed);
        last = at;
    }

    /** They are one and the same: all that the other did counts here. */
    public void takesOver(Client other) {
        var theirs = other.last;
        boolean theirsIsLater = theirs != null && (last == null || theirs.isAfter(last));
        history =
                new ClientHistory(
                        history.kept() + other.history.kept(),
                        history.missed() + other.history.missed(),
                        theirsIsLater ? other.history.lastMissed() : history.lastMissed());
        made += other.made;
        toCome += other.toCome;
        last = theirsIsLater ? theirs : last;
        other.days.forEach((day, count) -> days.merge(day, count, Integer::sum));
    }

    public Standing standing(@Nullable LocalDate day) {
        return new Standing(
                history, day == null ? 1 : days.getOrDefault(day, 1), toCome, made, last);
    }

    public byte[] toBytes() {
        var told = last;
        var buffer =
                ByteBuffer.allocate(ClientHistory.BYTES + 16 + 12 * days.size())
                        .put(history.toBytes())
                        .putInt(made)
                        .putInt(toCome)
                        .putLong(
                                told == null ? Long.MIN_VALUE : told.toEpochSecond(ZoneOffset.UTC));
        days.forEach((day, count) -> buffer.putLong(day.toEpochDay()).putInt(count));
        return buffer.array();
    }

    public static Client of(byte[] bytes) {
        var buffer = ByteBuffer.wrap(bytes);
        var client = new Client();
        var past = new byte[ClientHistory.BYTES];
        buffer.get(past);
        client.history = ClientHistory.of(past);
        client.made = buffer.getInt();
        client.toCome = buffer.getInt();
        long last = buffer.getLong();
        client.last =
                last == Long.MIN_VALUE
                        ? null
                        : LocalDateTime.ofEpochSecond(last, 0, ZoneOffset.UTC);
        while (buffer.hasRemaining()) {
            client.days.put(LocalDate.ofEpochDay(buffer.getLong()), buffer.getInt());
        }
        return client;
    }

    @Override
    public String toString() {
        return "%s, %d made, %d to come on %s".formatted(history, made, toCome, days);
    }

    /** What was known of a client when a question came, kept so that training sees no more. */
    public record Standing(
            ClientHistory history,
            int sameDay,
            int toCome,
            int made,
            @Nullable LocalDateTime last) {
        public static final Standing NONE = new Standing(ClientHistory.NONE, 1, 1, 1, null);

        void add(Features features, LocalDateTime at) {
            features.crossable("client", "same day", String.valueOf(Math.min(sameDay, 4)))
                    .category("client", "to come", String.valueOf(Math.min(toCome, 5)))
                    .category("client", "made", String.valueOf(Math.min(made, 8)))
                    .crossable("client", "made about", String.valueOf(Math.min(made, 4)));
            if (last != null) {
                features.curve("client", "since", daysBetween(last, at), 0, 0);
            }
        }
    }

    static double daysBetween(LocalDateTime from, LocalDateTime to) {
        return Duration.between(from, to).toMinutes() / 1440.0;
    }
}
