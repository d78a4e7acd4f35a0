package com.bloompetos.stream.risk;

import com.bloompetos.insight.risk.Booking;
import com.bloompetos.insight.risk.Booking.Commitment;
import com.bloompetos.insight.risk.Client;
import com.bloompetos.insight.risk.ClientHistory;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import org.jspecify.annotations.Nullable;

/**
 * What was last seen of an appointment: the version that older changes cannot beat, whether it is
 * to come and whether its outcome was learned, and what was known when it was last asked about, so
 * that training sees no more.
 *
 * @param version of the appointment's own row
 * @param newest of all rows that its score follows from
 * @param at when the last change was heard
 * @param client under whose name it counts, which stays when the pet changes hands
 */
record Seen(
        long version,
        long newest,
        boolean toCome,
        boolean learned,
        boolean confirmed,
        long at,
        Instant start,
        String pet,
        String client,
        Booking booking) {

    LocalDate day() {
        return booking.startsAt().toLocalDate();
    }

    LocalClock clock() {
        return LocalClock.of(start, booking.startsAt());
    }

    Instant bookedAt() {
        return clock().instant(booking.bookedAt());
    }

    Instant morning() {
        return clock().morningOf(start);
    }

    /** Whether the row says of the slot what was said before. */
    boolean stands(Change.Appointment row) {
        return start.equals(row.start())
                && booking.branch().equals(row.branch())
                && booking.service().equals(row.service())
                && booking.priceCents() == row.priceCents();
    }

    /** Of an appointment that was made or moved: nothing has been asked about it yet. */
    static Seen made(
            Change.Appointment row, LocalClock clock, Instant booked, @Nullable Seen before) {
        var bookedAt = clock.at(booked);
        return new Seen(
                -1,
                before == null ? 0 : before.newest,
                false,
                before != null && before.learned,
                false,
                0,
                row.start(),
                row.pet(),
                "",
                new Booking(
                        row.branch(),
                        row.service(),
                        "unknown",
                        "unknown",
                        bookedAt,
                        clock.at(row.start()),
                        row.priceCents(),
                        0,
                        bookedAt,
                        Commitment.NONE,
                        Client.Standing.NONE));
    }

    /** What the newer row says, the slot aside. */
    Seen told(Change change, Change.Appointment row, boolean comes, String owner, long heardAt) {
        return new Seen(
                change.version(),
                Math.max(newest, change.version()),
                comes,
                learned,
                row.confirmed(),
                heardAt,
                start,
                row.pet(),
                owner,
                booking);
    }

    Seen asked(Booking asked, long heard) {
        return new Seen(
                version,
                Math.max(newest, heard),
                toCome,
                learned,
                confirmed,
                at,
                start,
                pet,
                client,
                asked);
    }

    Seen afterOutcome() {
        return new Seen(version, newest, toCome, true, confirmed, at, start, pet, client, booking);
    }

    byte[] toBytes() {
        return Bytes.write(
                out -> {
                    out.writeLong(version);
                    out.writeLong(newest);
                    out.writeBoolean(toCome);
                    out.writeBoolean(learned);
                    out.writeBoolean(confirmed);
                    out.writeLong(at);
                    out.writeLong(start.toEpochMilli());
                    out.writeUTF(pet);
                    out.writeUTF(client);
                    write(out, booking);
                });
    }

    static Seen of(byte[] bytes) {
        return Bytes.read(
                bytes,
                in ->
                        new Seen(
                                in.readLong(),
                                in.readLong(),
                                in.readBoolean(),
                                in.readBoolean(),
                                in.readBoolean(),
                                in.readLong(),
                                Instant.ofEpochMilli(in.readLong()),
                                in.readUTF(),
                                in.readUTF(),
                                booking(in)));
    }

    private static void write(DataOutputStream out, Booking booking) throws IOException {
        out.writeUTF(booking.branch());
        out.writeUTF(booking.service());
        out.writeUTF(booking.category());
        out.writeUTF(booking.species());
        Bytes.writeTime(out, booking.bookedAt());
        Bytes.writeTime(out, booking.startsAt());
        out.writeLong(booking.priceCents());
        out.writeLong(booking.depositCents());
        Bytes.writeTime(out, booking.askedAt());
        out.writeBoolean(booking.commitment().reminded());
        out.writeBoolean(booking.commitment().confirmed());
        out.writeBoolean(booking.commitment().depositPaid());
        var client = booking.client();
        out.write(client.history().toBytes());
        out.writeInt(client.sameDay());
        out.writeInt(client.toCome());
        out.writeInt(client.made());
        var last = client.last();
        out.writeBoolean(last != null);
        if (last != null) {
            Bytes.writeTime(out, last);
        }
    }

    private static Booking booking(DataInputStream in) throws IOException {
        return new Booking(
                in.readUTF(),
                in.readUTF(),
                in.readUTF(),
                in.readUTF(),
                Bytes.readTime(in),
                Bytes.readTime(in),
                in.readLong(),
                in.readLong(),
                Bytes.readTime(in),
                new Commitment(in.readBoolean(), in.readBoolean(), in.readBoolean()),
                client(in));
    }

    private static Client.Standing client(DataInputStream in) throws IOException {
        var history = ClientHistory.of(in.readNBytes(ClientHistory.BYTES));
        int sameDay = in.readInt();
        int toCome = in.readInt();
        int made = in.readInt();
        LocalDateTime last = in.readBoolean() ? Bytes.readTime(in) : null;
        return new Client.Standing(history, sameDay, toCome, made, last);
    }
}
