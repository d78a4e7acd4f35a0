package com.bloompetos.local.bench;

import com.bloompetos.insight.explain.Attribute;
import com.bloompetos.insight.explain.Fact;
import com.bloompetos.insight.explain.Look;
import com.bloompetos.insight.explain.Part;
import com.bloompetos.insight.explain.Weeks;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Random;
import java.util.function.Predicate;

/**
 * Chains of four branches, each with nine weeks of appointments; in the last week something is done
 * to a part of two of them, and nothing to the others. The same seed makes the same.
 *
 * <p>A part is one to three attributes of 10 to 60 % of the branch's week. What is done costs 30 to
 * 70 appointments that are missed, cancelled late or paid back, 45 to 90 % of the part's bookings,
 * 40 to 80 % of its sales; a branch has 350 to 700 appointments a week. Weeks and days have good
 * and bad luck.
 */
final class InsightCases {
    private static final int PER_CHAIN = 4;
    private static final int PLANTED_PER_CHAIN = 2;
    private static final int DAYS = 66;
    private static final int ATTEMPTS = 5_000;
    private static final double DAY_LUCK = 0.06;
    private static final double WEEK_LUCK = 0.02;
    private static final double[] WEEK = {1.0, 0.9, 1, 1.05, 1.2, 1.1, 0.45};
    private static final List<String> CATEGORIES = List.of("grooming", "vet", "daycare");
    private static final double REFUNDED = 0.015;
    private static final double[] LEAD_SHARES = {0.2, 0.3, 0.28, 0.22};

    private final Random random;
    private final LocalDate last;
    private int made;

    private InsightCases(long seed, LocalDate last) {
        this.random = new Random(seed);
        this.last = last;
    }

    /**
     * @param planted as many quiet controls come with them
     * @param last the last day that is over
     */
    static List<InsightCase> of(long seed, int planted, LocalDate last) {
        var made = new InsightCases(seed, last);
        var cases = new ArrayList<InsightCase>();
        for (int chain = 0; chain * PLANTED_PER_CHAIN < planted; chain++) {
            for (int branch = 0; branch < PER_CHAIN; branch++) {
                cases.add(made.make(chain, branch, branch < PLANTED_PER_CHAIN));
            }
        }
        return cases;
    }

    /** What a branch is like. */
    private record Branch(
            double perWeek,
            List<String> services,
            List<String> categories,
            double[] serviceShares,
            long[] prices,
            List<String> staff,
            double[] staffShares,
            double missed,
            double late,
            double newClients) {}

    private InsightCase make(int chain, int number, boolean isPlanted) {
        var branch = branch();
        var visits = new ArrayList<InsightVisit>();
        int[] clients = {0};
        for (int before = DAYS - 1; before >= -1; before--) {
            day(branch, last.minusDays(before), visits, clients);
        }
        if (!isPlanted) {
            return new InsightCase(chain, number, null, Part.ALL, 0, visits);
        }
        // Every KPI as often as every other, and one, two and three attributes too.
        var look = Look.values()[made % Look.values().length];
        int attributes = 1 + made / Look.values().length % 3;
        made++;
        var weeks = new Weeks(last);
        var week =
                visits.stream()
                        .filter(visit -> visit.counts(base(look)))
                        .filter(visit -> weeks.isNow(visit.day(look)))
                        .map(visit -> visit.fact(look))
                        .toList();
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            var part = part(week, attributes);
            double share = (double) week.stream().filter(part::holds).count() / week.size();
            if (share >= 0.1 && share <= 0.6) {
                var done = damage(visits, look, part);
                if (!done.isEmpty()) {
                    return new InsightCase(chain, number, look, part, share, done);
                }
            }
        }
        throw new IllegalStateException("no part of this branch is large enough");
    }

    /** What can be paid back is what was sold. */
    private static Look base(Look look) {
        return look == Look.REFUNDS ? Look.NET_SALES : look;
    }

    private Branch branch() {
        int services = 4 + random.nextInt(4);
        int staff = 3 + random.nextInt(5);
        var prices = new long[services];
        for (int i = 0; i < services; i++) {
            prices[i] = Math.round(between(2_500, 9_000) / 100) * 100;
        }
        return new Branch(
                between(350, 700),
                names("Service ", services),
                CATEGORIES.subList(0, 2 + services % 2),
                shares(services),
                prices,
                names("Staff ", staff),
                shares(staff),
                0.06 + 0.07 * random.nextDouble(),
                0.04 + 0.05 * random.nextDouble(),
                0.2 + 0.2 * random.nextDouble());
    }

    private void day(Branch branch, LocalDate day, List<InsightVisit> visits, int[] clients) {
        var luck = 1 + DAY_LUCK * random.nextGaussian();
        if (day.getDayOfWeek() == DayOfWeek.MONDAY) {
            luck *= 1 + WEEK_LUCK * random.nextGaussian();
        }
        double mean = branch.perWeek() / 6.7 * WEEK[day.getDayOfWeek().getValue() - 1] * luck;
        int count = poisson(mean);
        for (int i = 0; i < count; i++) {
            visits.add(visit(branch, day, visits.size(), clients));
        }
    }

    private InsightVisit visit(Branch branch, LocalDate day, int known, int[] clients) {
        int service = pick(branch.serviceShares());
        boolean isNew = known < 30 || random.nextDouble() < branch.newClients();
        int client = isNew ? clients[0]++ : random.nextInt(clients[0]);
        int ahead =
                switch (pick(LEAD_SHARES)) {
                    case 0 -> 0;
                    case 1 -> 1 + random.nextInt(3);
                    case 2 -> 4 + random.nextInt(7);
                    default -> 11 + random.nextInt(20);
                };
        double fate = random.nextDouble();
        boolean isMissed = fate < branch.missed();
        boolean isLate = !isMissed && fate < branch.missed() + branch.late();
        long price = branch.prices()[service];
        long sale =
                isMissed || isLate
                        ? 0
                        : Math.max(500, Math.round(price * Math.exp(0.3 * random.nextGaussian())));
        return new InsightVisit(
                // Bookings run like the days on which they are made, so that both have whole weeks.
                day,
                day.plusDays(ahead),
                8 + random.nextInt(10),
                branch.categories().get(service % branch.categories().size()),
                branch.services().get(service),
                branch.staff().get(pick(branch.staffShares())),
                client,
                isNew,
                species(client),
                isMissed ? "no_show" : isLate ? "cancelled" : "completed",
                isLate,
                price,
                sale,
                random.nextDouble() < REFUNDED
                        ? Math.round(sale * (0.2 + 0.8 * random.nextDouble()))
                        : 0);
    }

    /** A part that some fact of the week lies in. */
    private Part part(List<Fact> week, int attributes) {
        var example = week.get(random.nextInt(week.size()));
        var names = new ArrayList<>(List.of(Attribute.values()));
        Collections.shuffle(names, random);
        // A service says its category: the two are one attribute of a part.
        names.remove(
                names.indexOf(Attribute.CATEGORY) < names.indexOf(Attribute.SERVICE)
                        ? Attribute.SERVICE
                        : Attribute.CATEGORY);
        var where = new EnumMap<Attribute, String>(Attribute.class);
        for (var name : names.subList(0, attributes)) {
            where.put(name, example.attributes().get(name.ordinal()));
        }
        return new Part(where);
    }

    /** Empty where the part is too small for what is to be done to it. */
    private List<InsightVisit> damage(List<InsightVisit> visits, Look look, Part part) {
        var weeks = new Weeks(last);
        Predicate<InsightVisit> isHere =
                visit ->
                        visit.counts(base(look))
                                && weeks.isNow(visit.day(look))
                                && part.holds(visit.fact(look));
        long hit = visits.stream().filter(isHere).count();
        double chance =
                switch (look) {
                    case NO_SHOW_RATE, LATE_CANCEL_RATE, REFUNDS -> between(30, 70) / hit;
                    case BOOKINGS -> between(0.45, 0.9);
                    case NET_SALES -> between(0.4, 0.8);
                };
        if (chance > 0.75 && look != Look.BOOKINGS && look != Look.NET_SALES
                || look == Look.BOOKINGS && chance * hit < 40) {
            return List.of();
        }
        var done = new ArrayList<InsightVisit>();
        for (var visit : visits) {
            if (!isHere.test(visit)) {
                done.add(visit);
                continue;
            }
            boolean isHit = random.nextDouble() < chance;
            switch (look) {
                case NO_SHOW_RATE -> done.add(isHit ? visit.ended("no_show", false) : visit);
                case LATE_CANCEL_RATE -> done.add(isHit ? visit.ended("cancelled", true) : visit);
                case BOOKINGS -> {
                    if (!isHit) {
                        done.add(visit);
                    }
                }
                case NET_SALES ->
                        done.add(visit.sold(Math.round(visit.saleCents() * (1 - chance))));
                case REFUNDS -> done.add(isHit ? visit.refunded() : visit);
            }
        }
        return done;
    }

    private static List<String> names(String word, int count) {
        var names = new ArrayList<String>();
        for (int i = 0; i < count; i++) {
            names.add(word + (char) ('A' + i));
        }
        return names;
    }

    /** A client has one kind of pet. */
    private static String species(int client) {
        int hundredth = client * 7919 % 100;
        return hundredth < 66 ? "dog" : hundredth < 94 ? "cat" : "rabbit";
    }

    private double[] shares(int count) {
        var shares = new double[count];
        double sum = 0;
        for (int i = 0; i < count; i++) {
            shares[i] = 0.4 + random.nextDouble();
            sum += shares[i];
        }
        for (int i = 0; i < count; i++) {
            shares[i] /= sum;
        }
        return shares;
    }

    private int pick(double[] shares) {
        double left = random.nextDouble();
        for (int i = 0; i < shares.length - 1; i++) {
            left -= shares[i];
            if (left < 0) {
                return i;
            }
        }
        return shares.length - 1;
    }

    private double between(double least, double most) {
        return least * Math.pow(most / least, random.nextDouble());
    }

    private int poisson(double mean) {
        int count = 0;
        for (double left = mean; ; count++) {
            left += Math.log(1 - random.nextDouble());
            if (left < 0) {
                return count;
            }
        }
    }
}
