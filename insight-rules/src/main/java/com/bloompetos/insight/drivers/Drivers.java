package com.bloompetos.insight.drivers;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Tries every combination of up to three attributes: a driver explains much of the excess and is
 * much worse than the whole, so its score is its excess times the square root of its lift. A
 * smaller part has more lift and less excess, and the better balance wins. The winner is then made
 * as wide or as narrow as the trouble is: where the rest of a wider part got worse too, each cell
 * in proportion to its own usual, the wider part is the driver.
 */
public final class Drivers {
    private static final int MOST_ATTRIBUTES = 3;

    /** Observations of the whole that a part's own past must outweigh. */
    private static final double WHOLE_HOLDS = 50;

    /** A further driver must explain this much of what the others leave. */
    private static final double FURTHER_SHARE = 0.8;

    /** And what they leave must be this much of all. */
    private static final double LEFT = 0.4;

    /** The rest got worse too when its rise is this much of the part's, as logarithms. */
    private static final double WORSE_TOO = 0.4;

    /** Below this it did not get worse at all. */
    private static final double AS_USUAL = 0.1;

    /** A narrower part must keep this much of the excess. */
    private static final double KEPT = 0.7;

    /** A rest this small proves nothing. */
    private static final double TINY = 0.05;

    private final List<String> names;
    private final List<List<Integer>> combinations = new ArrayList<>();

    /** The names of the attributes, in the order in which parts carry them. */
    public Drivers(List<String> attributes) {
        names = List.copyOf(attributes);
        for (int bits = 1; bits < 1 << names.size(); bits++) {
            if (Integer.bitCount(bits) <= MOST_ATTRIBUTES) {
                var combination = new ArrayList<Integer>();
                for (int i = 0; i < names.size(); i++) {
                    if ((bits >> i & 1) == 1) {
                        combination.add(i);
                    }
                }
                combinations.add(combination);
            }
        }
    }

    /** Candidates, the best explanation first. */
    public List<Driver> ranked(List<Part> before, List<Part> now) {
        double usual = ratio(before, ratio(now, 0));
        double excess = sum(now) - usual * weight(now);
        double whole = ratio(now, 0);
        var drivers = new ArrayList<Driver>();
        for (var combination : combinations) {
            var past = grouped(combination, before);
            for (var entry : grouped(combination, now).entrySet()) {
                var part = entry.getValue();
                double own = usual(past.get(entry.getKey()), usual);
                double partExcess = part[0] - own * part[1];
                if (partExcess > 0 && whole > 0) {
                    // The whole may be as usual while a part is not: shares are then of nothing.
                    double share = excess > 0 ? partExcess / excess : 1;
                    double lift = part[0] / part[1] / whole;
                    drivers.add(
                            new Driver(
                                    where(combination, entry.getKey()),
                                    partExcess,
                                    share,
                                    lift,
                                    partExcess * Math.sqrt(lift)));
                }
            }
        }
        drivers.sort(
                Comparator.comparingDouble((Driver driver) -> -driver.score())
                        .thenComparing(driver -> driver.where().size())
                        .thenComparing(driver -> driver.where().toString()));
        return drivers;
    }

    /** The best driver, and further ones where it leaves much unexplained. */
    public List<Driver> explain(List<Part> before, List<Part> now) {
        var found = new ArrayList<Driver>();
        var leftBefore = before;
        var leftNow = now;
        double all = excess(before, now);
        while (found.size() < 3) {
            var ranked = ranked(leftBefore, leftNow);
            boolean isEnough =
                    !found.isEmpty()
                            && (excess(leftBefore, leftNow) < LEFT * all
                                    || ranked.isEmpty()
                                    || ranked.get(0).share() < FURTHER_SHARE);
            if (ranked.isEmpty() || isEnough) {
                return found;
            }
            var best = settled(ranked, leftBefore, leftNow);
            found.add(best);
            leftBefore = without(best, leftBefore);
            leftNow = without(best, leftNow);
        }
        return found;
    }

    private Driver settled(List<Driver> ranked, List<Part> before, List<Part> now) {
        var known = new HashMap<Map<String, String>, Driver>();
        ranked.forEach(driver -> known.put(driver.where(), driver));
        var best = ranked.get(0);
        for (var wider = wider(best, known, before, now);
                wider != null;
                wider = wider(best, known, before, now)) {
            best = wider;
        }
        for (var narrower = narrower(best, ranked, before, now);
                narrower != null;
                narrower = narrower(best, ranked, before, now)) {
            best = narrower;
        }
        return best;
    }

    /** The part with one attribute less whose rest got worse most, if it did. */
    private @Nullable Driver wider(
            Driver driver,
            Map<Map<String, String>, Driver> known,
            List<Part> before,
            List<Part> now) {
        Driver wider = null;
        double most = WORSE_TOO;
        for (var name : driver.where().keySet()) {
            var where = new TreeMap<>(driver.where());
            where.remove(name);
            var parent = known.get(where);
            if (parent != null) {
                double rise = riseOfRest(parent, driver, before, now);
                if (rise >= most) {
                    most = rise;
                    wider = parent;
                }
            }
        }
        return wider;
    }

    /** The best part with one attribute more whose rest is as usual. */
    private @Nullable Driver narrower(
            Driver driver, List<Driver> ranked, List<Part> before, List<Part> now) {
        for (var child : ranked) {
            if (child.where().size() == driver.where().size() + 1
                    && child.where().entrySet().containsAll(driver.where().entrySet())
                    && child.excess() >= KEPT * driver.excess()
                    && riseOfRest(driver, child, before, now) < AS_USUAL) {
                return child;
            }
        }
        return null;
    }

    /** How much worse the parent is without the child, compared with the child. */
    private double riseOfRest(Driver parent, Driver child, List<Part> before, List<Part> now) {
        double[] childNow = total(now, part -> isIn(child, part));
        double[] childPast = total(before, part -> isIn(child, part));
        double[] restNow = total(now, part -> isIn(parent, part) && !isIn(child, part));
        double[] restPast = total(before, part -> isIn(parent, part) && !isIn(child, part));
        if (restNow[1] < TINY * (childNow[1] + restNow[1])) {
            return 1;
        }
        double whole = ratio(before, 0);
        return rise(restNow, restPast, whole) / rise(childNow, childPast, whole);
    }

    private static double rise(double[] now, double[] past, double whole) {
        return Math.log((now[0] + 0.5) / now[1] / usual(past, whole));
    }

    private static double[] total(List<Part> parts, Predicate<Part> which) {
        var total = new double[2];
        for (var part : parts) {
            if (which.test(part)) {
                total[0] += part.numerator();
                total[1] += part.denominator();
            }
        }
        return total;
    }

    private static double excess(List<Part> before, List<Part> now) {
        return sum(now) - ratio(before, ratio(now, 0)) * weight(now);
    }

    private List<Part> without(Driver driver, List<Part> parts) {
        return parts.stream().filter(part -> !isIn(driver, part)).toList();
    }

    private boolean isIn(Driver driver, Part part) {
        return driver.where().entrySet().stream()
                .allMatch(
                        entry ->
                                part.attributes()
                                        .get(names.indexOf(entry.getKey()))
                                        .equals(entry.getValue()));
    }

    private static Map<List<String>, double[]> grouped(
            List<Integer> combination, List<Part> parts) {
        var groups = new HashMap<List<String>, double[]>();
        for (var part : parts) {
            var key = combination.stream().map(part.attributes()::get).toList();
            var group = groups.computeIfAbsent(key, values -> new double[2]);
            group[0] += part.numerator();
            group[1] += part.denominator();
        }
        return groups;
    }

    private TreeMap<String, String> where(List<Integer> combination, List<String> values) {
        var where = new TreeMap<String, String>();
        for (int i = 0; i < values.size(); i++) {
            where.put(names.get(combination.get(i)), values.get(i));
        }
        return where;
    }

    private static double usual(double @Nullable [] past, double whole) {
        return past == null ? whole : (past[0] + WHOLE_HOLDS * whole) / (past[1] + WHOLE_HOLDS);
    }

    private static double ratio(List<Part> parts, double without) {
        double weight = weight(parts);
        return weight > 0 ? sum(parts) / weight : without;
    }

    private static double sum(List<Part> parts) {
        return parts.stream().mapToDouble(Part::numerator).sum();
    }

    private static double weight(List<Part> parts) {
        return parts.stream().mapToDouble(Part::denominator).sum();
    }
}
