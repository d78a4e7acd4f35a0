package com.bloompetos.api.question;

import com.bloompetos.insight.kpi.Kpi;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Values as people read them, with their unit. */
public record Numbers(Kpi kpi, String currency) {

    public String text(@Nullable Double value) {
        if (value == null) {
            return "nothing to count";
        }
        var text =
                switch (kpi.unit()) {
                    case COUNT -> kpi.isDivided() ? twoPlaces(value) : whole(value);
                    case RATIO ->
                            Math.abs(value) <= 1 ? onePlace(100 * value) + " %" : twoPlaces(value);
                    case CENTS -> twoPlaces(value / 100) + " " + currency;
                    case MINUTES -> onePlace(value) + " minutes";
                    case DAYS -> onePlace(value) + " days";
                };
        return kpi.per() == null ? text : text + " per " + kpi.per();
    }

    private static String whole(double value) {
        return String.format(Locale.ENGLISH, "%,.0f", value);
    }

    private static String onePlace(double value) {
        return String.format(Locale.ENGLISH, "%,.1f", value);
    }

    private static String twoPlaces(double value) {
        return String.format(Locale.ENGLISH, "%,.2f", value);
    }
}
