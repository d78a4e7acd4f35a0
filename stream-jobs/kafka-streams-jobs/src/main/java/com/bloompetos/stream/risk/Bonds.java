package com.bloompetos.stream.risk;

import com.bloompetos.insight.risk.Booking.Commitment;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;

/**
 * What was heard of one appointment's reminder and deposits, which come by topics of their own and
 * so before or after the appointment itself.
 */
record Bonds(
        long version,
        boolean reminded,
        boolean confirmed,
        Instant remindedAt,
        Map<String, Payment> deposits) {
    static final Bonds NONE = new Bonds(-1, false, false, Instant.EPOCH, Map.of());

    record Payment(long cents, Instant at) {}

    Bonds with(Change.Reminder reminder, long newVersion) {
        return newVersion <= version
                ? this
                : new Bonds(
                        newVersion,
                        reminder.reminded(),
                        reminder.confirmed(),
                        reminder.at(),
                        deposits);
    }

    Bonds withoutReminder(long newVersion) {
        return newVersion <= version
                ? this
                : new Bonds(newVersion, false, false, Instant.EPOCH, deposits);
    }

    /** By its id, so that a deposit that comes again is the same one. */
    Bonds with(Change.Deposit deposit) {
        var all = new TreeMap<>(deposits);
        all.put(deposit.id(), new Payment(deposit.cents(), deposit.at()));
        return new Bonds(version, reminded, confirmed, remindedAt, all);
    }

    Bonds without(Change.Deposit deposit) {
        var others = new TreeMap<>(deposits);
        others.remove(deposit.id());
        return new Bonds(version, reminded, confirmed, remindedAt, others);
    }

    /**
     * As far as it was so before the start. A reminder from before the appointment was moved is
     * about another slot; money stays.
     */
    Commitment before(Instant start, Instant bookedAt, boolean saidYes) {
        boolean counts = remindedAt.isBefore(start) && !remindedAt.isBefore(bookedAt);
        long held =
                deposits.values().stream()
                        .filter(payment -> payment.at().isBefore(start))
                        .mapToLong(Payment::cents)
                        .sum();
        return new Commitment(counts && reminded, saidYes || (counts && confirmed), held > 0);
    }

    byte[] toBytes() {
        return Bytes.write(
                out -> {
                    out.writeLong(version);
                    out.writeBoolean(reminded);
                    out.writeBoolean(confirmed);
                    out.writeLong(remindedAt.toEpochMilli());
                    out.writeInt(deposits.size());
                    for (var deposit : deposits.entrySet()) {
                        out.writeUTF(deposit.getKey());
                        out.writeLong(deposit.getValue().cents());
                        out.writeLong(deposit.getValue().at().toEpochMilli());
                    }
                });
    }

    static Bonds of(byte[] bytes) {
        return Bytes.read(
                bytes,
                in -> {
                    var version = in.readLong();
                    var reminded = in.readBoolean();
                    var confirmed = in.readBoolean();
                    var at = Instant.ofEpochMilli(in.readLong());
                    var deposits = new TreeMap<String, Payment>();
                    for (int left = in.readInt(); left > 0; left--) {
                        deposits.put(
                                in.readUTF(),
                                new Payment(in.readLong(), Instant.ofEpochMilli(in.readLong())));
                    }
                    return new Bonds(version, reminded, confirmed, at, deposits);
                });
    }
}
