package com.bloompetos.insight.narrative;

import com.bloompetos.insight.explain.Attribute;
import com.bloompetos.insight.explain.Change;
import com.bloompetos.insight.explain.Look;
import com.bloompetos.insight.explain.Part;
import com.bloompetos.insight.explain.Split;
import com.bloompetos.insight.explain.Weeks;
import com.bloompetos.insight.narrative.Narrative.Writer;

/** Says what a bad week was, which part of it explains it, and what it is worth. */
public record Teller(String place, String currency) {

    public Narrative tell(Part part, Change change, Split split, Weeks weeks) {
        var writer = new Writer();
        whole(change, weeks, writer);
        if (part.where().isEmpty()) {
            writer.say(" It is so across all of the business.");
        } else {
            part(part, change, writer);
        }
        if (change.look().kind() == Look.Kind.MONEY) {
            split(change.look(), split, writer);
        } else {
            writer.say(" About ")
                    .bind("at_stake", Numerals.money(change.atStakeCents(), currency))
                    .say(" is at stake.");
        }
        return writer.done();
    }

    /** A few words for lists. */
    public static String title(Look look, Part part) {
        var title =
                switch (look) {
                    case NO_SHOW_RATE -> "More missed appointments";
                    case LATE_CANCEL_RATE -> "More late cancels";
                    case BOOKINGS -> "Fewer bookings";
                    case NET_SALES -> "Lower net sales";
                    case REFUNDS -> "More refunds";
                };
        return part.where().isEmpty()
                ? title
                : title + ": " + String.join(", ", part.where().values());
    }

    private void whole(Change change, Weeks weeks, Writer writer) {
        var look = change.look();
        writer.bind("place", place).say(": ");
        switch (look.kind()) {
            case SHARE ->
                    writer.bind("whole", number(look, change.wholeNow().numerator()))
                            .say(" of ")
                            .bind("whole_of", Numerals.whole(change.wholeNow().denominator()))
                            .say(" appointments were ")
                            .bind("measure", share(look));
            case COUNT ->
                    writer.bind("whole", number(look, change.wholeNow().numerator()))
                            .say(" ")
                            .bind("measure", "bookings");
            case MONEY ->
                    writer.bind("measure", money(look))
                            .say(" of ")
                            .bind("whole", number(look, change.wholeNow().numerator()));
        }
        writer.say(" from ")
                .bind("first", Numerals.day(weeks.first()))
                .say(" to ")
                .bind("last", Numerals.day(weeks.last()))
                .say(", ")
                .bind(
                        "direction",
                        direction(look, change.wholeNow().numerator(), change.wholeUsual()))
                .say(" the usual ")
                .bind("whole_usual", number(look, change.wholeUsual()))
                .say(".");
    }

    private void part(Part part, Change change, Writer writer) {
        var look = change.look();
        boolean isWholeWorse = isWorse(look, change.wholeNow().numerator(), change.wholeUsual());
        writer.say(isWholeWorse ? " What stands out is " : " Hidden in it is ");
        boolean isFirst = true;
        for (var each : part.where().entrySet()) {
            writer.say(isFirst ? "" : ", ");
            phrase(each.getKey(), each.getValue(), writer);
            isFirst = false;
        }
        writer.say(": ").bind("part", number(look, change.now().numerator()));
        if (look.kind() == Look.Kind.SHARE) {
            writer.say(" of ").bind("part_of", Numerals.whole(change.now().denominator()));
        }
        writer.say(", ")
                .bind("part_direction", direction(look, change.now().numerator(), change.usual()))
                .say(" the usual ")
                .bind("part_usual", number(look, change.usual()))
                .say(".");
    }

    static void phrase(Attribute attribute, String value, Writer writer) {
        var before =
                switch (attribute) {
                    case CATEGORY, SERVICE -> "";
                    case STAFF -> "with ";
                    case WEEKDAY -> "on ";
                    case HOURS, CLIENT, SPECIES -> "for ";
                    case LEAD -> "booked ";
                };
        var after =
                switch (attribute) {
                    case CATEGORY, SERVICE, STAFF, WEEKDAY -> "";
                    case HOURS -> " hours";
                    case CLIENT -> " clients";
                    case LEAD -> " ahead";
                    case SPECIES -> " pets";
                };
        writer.say(before).bind(attribute.label(), value).say(after);
    }

    static String share(Look look) {
        return look == Look.NO_SHOW_RATE ? "missed" : "cancelled late";
    }

    static String money(Look look) {
        return look == Look.REFUNDS ? "refunds" : "net sales";
    }

    /** What is counted where money is told. */
    static String volume(Look look) {
        return look == Look.REFUNDS ? "number of refunds" : "number of sales";
    }

    static String each(Look look) {
        return look == Look.REFUNDS ? "what each came to" : "what each brought";
    }

    private void split(Look look, Split split, Writer writer) {
        writer.say(" Of the change of ")
                .bind("change", Numerals.money(split.change(), currency))
                .say(", ")
                .bind("volume", Numerals.money(split.volume(), currency))
                .say(" is the ")
                .bind("volume_is", volume(look))
                .say(", ")
                .bind("mix", Numerals.money(split.mix(), currency))
                .say(" the ")
                .bind("mix_is", "mix of services")
                .say(", and ")
                .bind("rate", Numerals.money(split.rate(), currency))
                .say(" ")
                .bind("rate_is", each(look))
                .say(".");
    }

    private String number(Look look, double value) {
        return look.kind() == Look.Kind.MONEY
                ? Numerals.money(value, currency)
                : Numerals.whole(value);
    }

    /** Judged by the numbers as they are written: what reads the same is the same. */
    private String direction(Look look, double now, double usual) {
        if (number(look, now).equals(number(look, usual))) {
            return "level with";
        }
        return now > usual ? "up from" : "down from";
    }

    private static boolean isWorse(Look look, double now, double usual) {
        return look.isBadWhenRising() ? now > usual : now < usual;
    }
}
