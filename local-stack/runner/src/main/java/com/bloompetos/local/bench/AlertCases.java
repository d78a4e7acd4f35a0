package com.bloompetos.local.bench;

import com.bloompetos.local.bench.AlertCase.Kind;
import com.bloompetos.local.bench.AlertCase.Part;
import com.bloompetos.local.bench.AlertCase.Twist;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.function.Function;

/**
 * Chains whose days vary as trade does (weekdays, good and bad days, odd ones in the past), and one
 * day on which something is done to half of their branches. The same seed makes the same.
 *
 * <p>On the day an affected branch expects 20 to 40 missed of 180 to 300 appointments, 20 to 40
 * bookings in the hour, 120 to 300 sales, 20 to 40 refunds.
 */
final class AlertCases {
    static final int DAYS = 56;

    /** Open hours before the moment at which a branch may fall silent, and until it closes. */
    static final int HOURS_OPEN = 3;

    static final int HOURS_PER_DAY = 10;

    private static final int PER_CHAIN = 9;
    private static final int ANOMALIES_PER_CHAIN = 5;
    private static final List<Twist> QUIET =
            List.of(Twist.USUAL, Twist.USUAL, Twist.SMALL, Twist.LATE);
    private static final double HOLIDAY = 0.1;

    /** A good or bad day's own factor: its coefficient of variation. */
    private static final double DAY_LUCK = 0.06;

    private static final double ODD_DAYS = 0.02;
    private static final double[] WEEK = {1.05, 0.95, 1, 1.05, 1.25, 1, 0.7};

    private final Random random;
    private final Function<Kind, LocalDate> today;
    private final List<AlertCase> cases = new ArrayList<>();

    private AlertCases(long seed, Function<Kind, LocalDate> today) {
        this.random = new Random(seed);
        this.today = today;
    }

    /**
     * @param anomalies as many quiet controls come with them, a fifth of them on a holiday
     */
    static List<AlertCase> of(long seed, int anomalies, Function<Kind, LocalDate> today) {
        var made = new AlertCases(seed, today);
        int perKind = anomalies / Kind.values().length;
        int chains = Math.max(1, perKind / ANOMALIES_PER_CHAIN);
        for (int chain = 0; chain < chains; chain++) {
            made.chain(false, PER_CHAIN);
        }
        made.chain(true, Math.max(5, perKind / 5));
        return made.cases;
    }

    private void chain(boolean isHoliday, int branchesPerKind) {
        var organization = id();
        for (var kind : Kind.values()) {
            var week = new double[7];
            for (int i = 0; i < 7; i++) {
                week[i] = WEEK[i] * (1 + 0.1 * random.nextGaussian());
            }
            for (int i = 0; i < branchesPerKind; i++) {
                var twist =
                        isHoliday
                                ? Twist.HOLIDAY
                                : i < ANOMALIES_PER_CHAIN
                                        ? Twist.ANOMALY
                                        : QUIET.get(i - ANOMALIES_PER_CHAIN);
                cases.add(make(organization, kind, twist, week));
            }
        }
    }

    private AlertCase make(UUID organization, Kind kind, Twist twist, double[] week) {
        var day = today.apply(kind);
        double events = twist == Twist.SMALL ? 3 + 5 * random.nextDouble() : eventsOf(kind);
        double level = events / week[day.getDayOfWeek().getValue() - 1];
        double rate = 0.11 + 0.025 * random.nextDouble();
        double price = 3_000 + 5_000 * random.nextDouble();
        var past = new ArrayList<Part>();
        for (int before = DAYS; before > 0; before--) {
            var then = day.minusDays(before);
            double mean = level * week[then.getDayOfWeek().getValue() - 1] * luck();
            if (random.nextDouble() < ODD_DAYS) {
                mean *= random.nextBoolean() ? 0.4 : 2;
            }
            past.add(sum(rows(kind, poisson(mean), rate, price)));
        }
        double part = kind == Kind.SILENCE ? HOURS_OPEN / (double) HOURS_PER_DAY : 1;
        double mean = events * luck() * (twist == Twist.HOLIDAY ? HOLIDAY : 1) * part;
        if (twist == Twist.ANOMALY) {
            mean *=
                    switch (kind) {
                        case NO_SHOWS -> 1;
                        case SILENCE -> (HOURS_OPEN - 1) / (double) HOURS_OPEN;
                        case REVENUE -> 0.6;
                        case REFUNDS -> 5;
                    };
        }
        double todayRate = twist == Twist.ANOMALY ? 2.5 * rate : rate;
        var live = rows(kind, poisson(mean), todayRate, price);
        var late =
                twist == Twist.LATE
                        ? rows(kind, Math.max(1, (int) (events / 10)), rate, price)
                        : List.<Part>of();
        if (twist == Twist.LATE) {
            // These belong to the day before, which was told without them.
            var before = past.get(DAYS - 1);
            past.set(
                    DAYS - 1,
                    new Part(
                            Math.max(0, before.numerator() - sum(late).numerator()),
                            Math.max(0, before.denominator() - sum(late).denominator())));
        }
        return new AlertCase(kind, twist, organization, id(), day, past, live, late);
    }

    private double eventsOf(Kind kind) {
        return switch (kind) {
            case NO_SHOWS -> between(180, 300);
            case SILENCE -> HOURS_PER_DAY * between(20, 40);
            case REVENUE -> between(120, 300);
            case REFUNDS -> between(20, 40);
        };
    }

    private List<Part> rows(Kind kind, int count, double rate, double price) {
        var rows = new ArrayList<Part>();
        for (int i = 0; i < count; i++) {
            rows.add(
                    switch (kind) {
                        case NO_SHOWS -> new Part(random.nextDouble() < rate ? 1 : 0, 1);
                        case SILENCE -> new Part(1, 0);
                        case REVENUE, REFUNDS -> new Part(cents(price), 0);
                    });
        }
        return rows;
    }

    static Part sum(List<Part> rows) {
        return new Part(
                rows.stream().mapToLong(Part::numerator).sum(),
                rows.stream().mapToLong(Part::denominator).sum());
    }

    /** Prices of one branch differ by half. */
    private long cents(double price) {
        return Math.max(500, Math.round(price * Math.exp(0.45 * random.nextGaussian())));
    }

    private double luck() {
        return Math.max(0.5, 1 + DAY_LUCK * random.nextGaussian());
    }

    private double between(double least, double most) {
        return least * Math.pow(most / least, random.nextDouble());
    }

    private int poisson(double mean) {
        if (mean > 60) {
            return (int) Math.max(0, Math.round(mean + Math.sqrt(mean) * random.nextGaussian()));
        }
        int count = 0;
        for (double left = mean; ; count++) {
            left += Math.log(1 - random.nextDouble());
            if (left < 0) {
                return count;
            }
        }
    }

    private UUID id() {
        return new UUID(
                random.nextLong() & ~0xF000L | 0x4000L,
                random.nextLong() & 0x3FFFFFFFFFFFFFFFL | 0x8000000000000000L);
    }
}
