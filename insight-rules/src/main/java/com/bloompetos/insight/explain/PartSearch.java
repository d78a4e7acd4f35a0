package com.bloompetos.insight.explain;

import com.bloompetos.insight.explain.Evidence.Group;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Looks at every part of a place's trade that up to three attributes single out, and finds the one
 * that tells best why a week was bad: it got worse against its own past, and against what became of
 * the rest. Each attribute that is named must earn its place, since narrower parts are more, and
 * some of many look odd by chance.
 */
public final class PartSearch {
    private static final int MOST_ATTRIBUTES = 3;

    /** What each named attribute must add, in log-likelihood. */
    private final double perAttribute;

    /** What a part must come to besides. */
    private final double least;

    /** A part smaller than this share of the place's facts is not worth a sentence. */
    private static final double SMALLEST = 0.04;

    /** Weeks of a place differ by this much whatever happens, as a coefficient of variation. */
    private static final double WEEKS_LUCK = 0.03;

    /** And parts of it, since nobody's Saturdays are all alike. */
    private static final double PARTS_LUCK = 0.05;

    /** More values than this of one attribute nobody has. */
    private static final int KEY_BITS = 20;

    private static final Comparator<Scored> BEST_FIRST =
            Comparator.comparingDouble((Scored each) -> -each.evidence())
                    .thenComparing(each -> each.part().where().size())
                    .thenComparing(each -> each.part().label());

    private static final List<List<Attribute>> COMBINATIONS = combinations();

    public PartSearch() {
        this(1.5, 5);
    }

    PartSearch(double perAttribute, double least) {
        this.perAttribute = perAttribute;
        this.least = least;
    }

    /** The best explanation of a bad week, if the week was a bad one. */
    public Optional<Cause> explain(Look look, List<Fact> facts, Weeks weeks) {
        return candidates(look, facts, weeks).stream()
                .filter(each -> each.evidence() > 0)
                .findFirst();
    }

    /**
     * Every part that got worse, the best explanation first; what chance explains is below zero.
     */
    List<Cause> candidates(Look look, List<Fact> facts, Weeks weeks) {
        return scored(look, facts, weeks).stream()
                .map(each -> each.less(least + perAttribute * each.part().where().size()))
                .sorted(BEST_FIRST)
                .limit(3)
                .map(each -> each.cause(look, facts, weeks))
                .toList();
    }

    /** The same before attributes are paid for. */
    List<Scored> scored(Look look, List<Fact> facts, Weeks weeks) {
        var cells = new Cells(facts, weeks);
        var channels = channels(look, facts, cells.all.before.plus(cells.all.now));
        var found = new ArrayList<Scored>();
        addIfWorse(look, Part.ALL, cells.all, null, channels, found);
        for (var combination : COMBINATIONS) {
            for (var each : cells.by(combination)) {
                if (each.share(cells.all) >= SMALLEST) {
                    var rest = cells.all.minus(each);
                    addIfWorse(look, cells.part(combination, each), each, rest, channels, found);
                }
            }
        }
        return found;
    }

    /** A part and its evidence. */
    record Scored(Part part, double evidence) {
        Scored less(double price) {
            return new Scored(part, evidence - price);
        }

        Cause cause(Look look, List<Fact> facts, Weeks weeks) {
            return new Cause(
                    part,
                    Change.of(look, part, facts, weeks),
                    evidence,
                    1 - Math.exp(-Math.max(0, evidence) - 0.7));
        }
    }

    /**
     * @param rest what it is held against besides its own past; null for all of the place
     */
    private static void addIfWorse(
            Look look,
            Part part,
            Periods periods,
            @Nullable Periods rest,
            List<Channel> channels,
            List<Scored> found) {
        boolean isRising = look.isBadWhenRising();
        double evidence = 0;
        double told = 1;
        for (var channel : channels) {
            var group = channel.group(periods);
            var beside = rest == null ? null : channel.group(rest);
            if (group.all() <= 0 || beside != null && beside.all() <= 0) {
                continue;
            }
            double reference = beside == null ? 1 : Evidence.shared(group, beside);
            double change = group.change();
            boolean isWorse =
                    isRising ? change > Math.max(1, reference) : change < Math.min(1, reference);
            if (isWorse) {
                evidence += Evidence.of(group);
            }
            told = Math.max(told, channel.events(group));
        }
        if (evidence > 0) {
            // Luck that no count knows of widens what chance does.
            double luck = rest == null ? WEEKS_LUCK : PARTS_LUCK;
            found.add(new Scored(part, evidence / (1 + told * luck * luck)));
        }
    }

    /**
     * One way in which a week can be told: how many, or how much each.
     *
     * @param unit of the numerator, such that units come independently
     * @param isNumber the facts themselves are counted
     * @param isEach what is counted is held against how many facts there are
     */
    private record Channel(double unit, boolean isNumber, boolean isEach) {
        Group group(Periods periods) {
            return new Group(
                    counted(periods.now),
                    counted(periods.before),
                    isEach ? periods.now.denominator() : 1,
                    isEach ? periods.before.denominator() : Weeks.BEFORE);
        }

        private double counted(Sums sums) {
            return Math.max(0, isNumber ? sums.denominator() : sums.numerator()) / unit;
        }

        /** In a usual week. */
        double events(Group group) {
            return group.all() / (Weeks.BEFORE + 1);
        }
    }

    /** Money is many or few sales, and much or little for each: both at once are one likelihood. */
    private static List<Channel> channels(Look look, List<Fact> facts, Sums whole) {
        double rate = (double) whole.numerator() / Math.max(1, whole.denominator());
        return switch (look.kind()) {
            case COUNT -> List.of(new Channel(1, false, false));
            // Of few that can happen, those that did are less free than Poisson's.
            case SHARE -> List.of(new Channel(Math.max(0.3, 1 - rate), false, true));
            case MONEY ->
                    rate <= 0
                            ? List.of()
                            : List.of(
                                    new Channel(1, true, false),
                                    new Channel(spread(facts, rate), false, true));
        };
    }

    /** The variance of what a sale brings, in units of its mean. */
    private static double spread(List<Fact> facts, double mean) {
        double squares = 0;
        double count = 0;
        for (var fact : facts) {
            double number = fact.sums().denominator();
            if (number > 0) {
                double off = fact.sums().numerator() / number - mean;
                squares += number * off * off;
                count += number;
            }
        }
        return Math.max(0.1 * mean, squares / Math.max(1, count) / mean);
    }

    private static List<List<Attribute>> combinations() {
        var combinations = new ArrayList<List<Attribute>>();
        var all = Attribute.values();
        for (int bits = 1; bits < 1 << all.length; bits++) {
            if (Integer.bitCount(bits) <= MOST_ATTRIBUTES) {
                var combination = new ArrayList<Attribute>();
                for (var attribute : all) {
                    if ((bits >> attribute.ordinal() & 1) == 1) {
                        combination.add(attribute);
                    }
                }
                // A service says its category.
                if (!combination.containsAll(List.of(Attribute.CATEGORY, Attribute.SERVICE))) {
                    combinations.add(combination);
                }
            }
        }
        return combinations;
    }

    /** Both periods of a part, with numbers for its values. */
    private record Periods(int[] values, Sums before, Sums now) {
        Periods plus(Periods other) {
            return new Periods(values, before.plus(other.before), now.plus(other.now));
        }

        Periods minus(Periods other) {
            return new Periods(values, before.minus(other.before), now.minus(other.now));
        }

        /** A part may have been lost altogether, so both periods say how large it is. */
        double share(Periods whole) {
            return Math.max(
                    (double) now.denominator() / Math.max(1, whole.now.denominator()),
                    (double) before.denominator() / Math.max(1, whole.before.denominator()));
        }
    }

    /** Facts with the same attributes are one, whatever their day. */
    private static final class Cells {
        private static final int[] OF_ALL = {};

        private final List<Map<String, Integer>> numbers = new ArrayList<>();
        private final List<List<String>> values = new ArrayList<>();
        private final Collection<Periods> cells;
        private final Periods all;

        private Cells(List<Fact> facts, Weeks weeks) {
            for (int i = 0; i < Attribute.values().length; i++) {
                numbers.add(new HashMap<>());
                values.add(new ArrayList<>());
            }
            var found = new HashMap<List<String>, Periods>();
            for (var fact : facts) {
                boolean isNow = weeks.isNow(fact.day());
                if (isNow || weeks.isBefore(fact.day())) {
                    found.merge(
                            fact.attributes(),
                            new Periods(
                                    numbered(fact.attributes()),
                                    isNow ? Sums.NONE : fact.sums(),
                                    isNow ? fact.sums() : Sums.NONE),
                            Periods::plus);
                }
            }
            cells = found.values();
            all = cells.stream().reduce(new Periods(OF_ALL, Sums.NONE, Sums.NONE), Periods::plus);
        }

        private int[] numbered(List<String> attributes) {
            var numbered = new int[attributes.size()];
            for (int i = 0; i < numbered.length; i++) {
                var known = values.get(i);
                numbered[i] =
                        numbers.get(i)
                                .computeIfAbsent(
                                        attributes.get(i),
                                        value -> {
                                            known.add(value);
                                            return known.size() - 1;
                                        });
            }
            return numbered;
        }

        private Collection<Periods> by(List<Attribute> combination) {
            var groups = new HashMap<Long, Periods>();
            for (var cell : cells) {
                long key = 0;
                for (var attribute : combination) {
                    key = key << KEY_BITS | cell.values[attribute.ordinal()];
                }
                groups.merge(key, cell, Periods::plus);
            }
            return groups.values();
        }

        private Part part(List<Attribute> combination, Periods group) {
            var where = new HashMap<Attribute, String>();
            for (var attribute : combination) {
                int i = attribute.ordinal();
                where.put(attribute, values.get(i).get(group.values[i]));
            }
            return new Part(where);
        }
    }
}
