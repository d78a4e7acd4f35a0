package com.bloompetos.stream.risk;

import com.bloompetos.insight.risk.Booking;
import com.bloompetos.insight.risk.ClientHistory;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.DayOfWeek;
import java.time.LocalDate;

/**
 * What was last seen of an appointment: the version that older changes cannot beat, whether its
 * outcome was learned, and what was known when it was scored, so that training sees no more.
 */
record Seen(long version, boolean learned, long at, LocalDate day, String client, Booking booking) {

    Seen newer(long newVersion, long now) {
        return new Seen(newVersion, learned, now, day, client, booking);
    }

    Seen afterOutcome() {
        return new Seen(version, true, at, day, client, booking);
    }

    byte[] toBytes() {
        var bytes = new ByteArrayOutputStream(160);
        try (var out = new DataOutputStream(bytes)) {
            out.writeLong(version);
            out.writeBoolean(learned);
            out.writeLong(at);
            out.writeLong(day.toEpochDay());
            out.writeUTF(client);
            out.writeUTF(booking.branch());
            out.writeUTF(booking.service());
            out.writeUTF(booking.category());
            out.writeByte(booking.weekday().getValue());
            out.writeByte(booking.hour());
            out.writeDouble(booking.leadDays());
            out.writeLong(booking.priceCents());
            out.write(booking.history().toBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    static Seen of(byte[] bytes) {
        try (var in = new DataInputStream(new ByteArrayInputStream(bytes))) {
            return new Seen(
                    in.readLong(),
                    in.readBoolean(),
                    in.readLong(),
                    LocalDate.ofEpochDay(in.readLong()),
                    in.readUTF(),
                    new Booking(
                            in.readUTF(),
                            in.readUTF(),
                            in.readUTF(),
                            DayOfWeek.of(in.readByte()),
                            in.readByte(),
                            in.readDouble(),
                            in.readLong(),
                            ClientHistory.of(in.readAllBytes())));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
