package com.bloompetos.insight.narrative;

import com.bloompetos.insight.explain.BestWeek;
import com.bloompetos.insight.explain.Course;
import com.bloompetos.insight.explain.Look;
import com.bloompetos.insight.explain.Sums;
import com.bloompetos.insight.explain.Trend;
import com.bloompetos.insight.explain.Weeks;
import com.bloompetos.insight.narrative.Narrative.Writer;
import java.util.Locale;

/** Says what many weeks have come to. */
public record CourseTeller(String place, String currency) {

    public Narrative tell(Trend trend) {
        var course = trend.course();
        var writer = week(course);
        var first = course.days().get(Course.WEEKS - Trend.WEEKS);
        writer.say(", ")
                .bind("direction", direction(course, trend))
                .say(" ")
                .bind("then", number(course.look(), trend.then().numerator()));
        of(course.look(), trend.then(), "then_of", writer);
        writer.say(" from ")
                .bind("then_first", Numerals.day(first))
                .say(" to ")
                .bind("then_last", Numerals.day(first.plusDays(6)))
                .say(". The line through these ")
                .bind("weeks", Numerals.whole(Trend.WEEKS))
                .say(" weeks ")
                .bind("slope_direction", trend.slope() > 0 ? "rises by" : "falls by")
                .say(" ")
                .bind("slope", step(course.look(), Math.abs(trend.slope())))
                .say(" a week. About ")
                .bind("at_stake", Numerals.money(trend.atStakeCents(), currency))
                .say(" a week is at stake.");
        return writer.done();
    }

    public Narrative tell(BestWeek best) {
        var course = best.course();
        var writer = week(course);
        writer.say(", ")
                .bind("record", record(course.look()))
                .say(" of ")
                .bind("weeks", Numerals.whole(Course.WEEKS))
                .say(" weeks; the usual is ")
                .bind("usual", value(course.look(), best.usual()))
                .say(". That is worth about ")
                .bind("at_stake", Numerals.money(best.gainCents(), currency))
                .say(".");
        return writer.done();
    }

    /** A few words for lists. */
    public static String trendTitle(Look look) {
        return switch (look) {
            case NO_SHOW_RATE -> "Missed appointments rise week by week";
            case LATE_CANCEL_RATE -> "Late cancels rise week by week";
            case BOOKINGS -> "Bookings fall week by week";
            case NET_SALES -> "Net sales fall week by week";
            case REFUNDS -> "Refunds rise week by week";
        };
    }

    public static String recordTitle(Look look) {
        var best =
                switch (look) {
                    case NO_SHOW_RATE -> "Fewest missed appointments";
                    case LATE_CANCEL_RATE -> "Fewest late cancels";
                    case BOOKINGS -> "Most bookings";
                    case NET_SALES -> "Highest net sales";
                    case REFUNDS -> "Lowest refunds";
                };
        return "%s of %d weeks".formatted(best, Course.WEEKS);
    }

    private Writer week(Course course) {
        var look = course.look();
        var weeks = new Weeks(course.last());
        var writer = new Writer();
        writer.bind("place", place).say(": ");
        if (look.kind() == Look.Kind.MONEY) {
            writer.bind("measure", Teller.money(look)).say(" of ");
        }
        writer.bind("whole", number(look, course.now().numerator()));
        of(look, course.now(), "whole_of", writer);
        switch (look.kind()) {
            case SHARE -> writer.say(" appointments were ").bind("measure", Teller.share(look));
            case COUNT -> writer.say(" ").bind("measure", "bookings");
            case MONEY -> {}
        }
        return writer.say(" from ")
                .bind("first", Numerals.day(weeks.first()))
                .say(" to ")
                .bind("last", Numerals.day(weeks.last()));
    }

    private static void of(Look look, Sums sums, String name, Writer writer) {
        if (look.kind() == Look.Kind.SHARE) {
            writer.say(" of ").bind(name, Numerals.whole(sums.denominator()));
        }
    }

    private String number(Look look, double value) {
        return look.kind() == Look.Kind.MONEY
                ? Numerals.money(value, currency)
                : Numerals.whole(value);
    }

    /** What a line is made of: a rate, a number or money. */
    private String value(Look look, double value) {
        return switch (look.kind()) {
            case SHARE -> String.format(Locale.ROOT, "%.1f %%", 100 * value);
            case COUNT -> String.format(Locale.ROOT, "%,.1f", value);
            case MONEY -> Numerals.money(value, currency);
        };
    }

    /** Between two rates lie points. */
    private String step(Look look, double value) {
        return look.kind() == Look.Kind.SHARE
                ? String.format(Locale.ROOT, "%.1f points", 100 * value)
                : value(look, value);
    }

    /** Of a share it is the rate that went up, however many there were. */
    private String direction(Course course, Trend trend) {
        if (course.look().kind() == Look.Kind.SHARE) {
            double more =
                    (double) course.now().numerator() * trend.then().denominator()
                            - (double) trend.then().numerator() * course.now().denominator();
            return more > 0 ? "a higher rate than" : more < 0 ? "a lower rate than" : "the rate of";
        }
        var now = number(course.look(), course.now().numerator());
        var then = number(course.look(), trend.then().numerator());
        return now.equals(then)
                ? "level with"
                : course.now().numerator() > trend.then().numerator() ? "up from" : "down from";
    }

    private static String record(Look look) {
        return switch (look.kind()) {
            case SHARE -> "the lowest rate";
            case COUNT -> "the most";
            case MONEY -> look.isBadWhenRising() ? "the lowest" : "the highest";
        };
    }
}
