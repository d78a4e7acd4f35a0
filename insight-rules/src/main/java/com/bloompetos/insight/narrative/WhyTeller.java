package com.bloompetos.insight.narrative;

import com.bloompetos.insight.explain.Contrast;
import com.bloompetos.insight.explain.Decomposition;
import com.bloompetos.insight.explain.Look;
import com.bloompetos.insight.narrative.Narrative.Writer;
import java.util.Locale;

/** Says what a number was, what it is held against, and what the change is made of. */
public record WhyTeller(String place, String currency) {

    public Narrative tell(Decomposition of, Contrast contrast) {
        var writer = new Writer();
        if (of.now().equals(of.before()) && of.now().denominator() == 0) {
            return writer.bind("place", place)
                    .say(": nothing was counted in either of the two.")
                    .done();
        }
        whole(of, contrast, writer);
        if (of.split().change() != 0 && of.look().kind() != Look.Kind.COUNT) {
            split(of, writer);
        }
        of.outstanding()
                .ifPresent(
                        slice -> {
                            writer.say(" Beyond its size stands out ");
                            Teller.phrase(slice.attribute(), slice.value(), writer);
                            writer.say(": ")
                                    .bind("part_change", signed(of, slice.change()))
                                    .say(" of it.");
                        });
        return writer.done();
    }

    private void whole(Decomposition of, Contrast contrast, Writer writer) {
        writer.bind("place", place).say(": ");
        switch (of.look().kind()) {
            case SHARE ->
                    writer.bind("whole", Numerals.whole(of.now().numerator()))
                            .say(" of ")
                            .bind("whole_of", Numerals.whole(of.now().denominator()))
                            .say(" appointments (")
                            .bind("rate", rate(of.now().numerator(), of.now().denominator()))
                            .say(") were ")
                            .bind("measure", Teller.share(of.look()));
            case COUNT ->
                    writer.bind("whole", Numerals.whole(of.now().numerator()))
                            .say(" ")
                            .bind("measure", "bookings");
            case MONEY ->
                    writer.bind("measure", Teller.money(of.look()))
                            .say(" of ")
                            .bind("whole", Numerals.money(of.now().numerator(), currency));
        }
        writer.say(" on ").bind("days", contrast.now().toString()).say(", ");
        writer.bind("direction", direction(of)).say(contrast.isUsual() ? " the usual " : " ");
        if (of.look().kind() == Look.Kind.SHARE) {
            writer.bind("before", onePlace(of.usual()))
                    .say(" of ")
                    .bind("before_of", onePlace(of.usualFacts()))
                    .say(" (")
                    .bind("before_rate", rate(of.before().numerator(), of.before().denominator()))
                    .say(")");
        } else {
            writer.bind("before", number(of, of.usual()));
        }
        if (!contrast.isUsual()) {
            writer.say(" on ").bind("before_days", contrast.before().get(0).toString());
        }
        writer.say(".");
    }

    private void split(Decomposition of, Writer writer) {
        var split = of.split();
        boolean isMoney = of.look().kind() == Look.Kind.MONEY;
        writer.say(" Of the change of ")
                .bind("change", signed(of, split.change()))
                .say(", ")
                .bind("volume", signed(of, split.volume()))
                .say(" is the ")
                .bind("volume_is", isMoney ? Teller.volume(of.look()) : "number of appointments")
                .say(", ")
                .bind("mix", signed(of, split.mix()))
                .say(" the ")
                .bind("mix_is", "mix of services")
                .say(", and ")
                .bind("rate_part", signed(of, split.rate()))
                .say(" ")
                .bind("rate_is", isMoney ? Teller.each(of.look()) : "the rate within each service")
                .say(".");
    }

    /** A share moves by its rate, judged by what is written. */
    private String direction(Decomposition of) {
        if (of.look().kind() == Look.Kind.SHARE) {
            var now = rate(of.now().numerator(), of.now().denominator());
            var before = rate(of.before().numerator(), of.before().denominator());
            return now.equals(before) ? "level with" : of.moved() > 0 ? "up from" : "down from";
        }
        return number(of, of.now().numerator()).equals(number(of, of.usual()))
                ? "level with"
                : of.change() > 0 ? "up from" : "down from";
    }

    /** Whether what the question takes for granted is what is written. */
    public boolean isLevel(Decomposition of) {
        return direction(of).equals("level with");
    }

    private String number(Decomposition of, double value) {
        return of.look().kind() == Look.Kind.MONEY
                ? Numerals.money(value, currency)
                : Numerals.whole(value);
    }

    private String signed(Decomposition of, double value) {
        var text =
                of.look().kind() == Look.Kind.MONEY
                        ? Numerals.money(value, currency)
                        : onePlace(value);
        return value > 0 ? "+" + text : text;
    }

    private static String rate(long numerator, long denominator) {
        return denominator == 0
                ? "no rate"
                : String.format(Locale.ROOT, "%.1f %%", 100.0 * numerator / denominator);
    }

    private static String onePlace(double value) {
        return value == Math.rint(value)
                ? Numerals.whole(value)
                : String.format(Locale.ROOT, "%,.1f", value);
    }
}
