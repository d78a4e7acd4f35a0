package com.bloompetos.insight.question;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** What an answer is divided by: places, periods, or a dimension of the KPI. */
public enum Grouping {
    BRANCH("branch", "", "branch", "site"),
    FRANCHISE("franchise", "", "franchise"),
    BRAND("brand", "", "brand"),
    DAY("day", "", "day", "date"),
    WEEK("week", "", "week"),
    MONTH("month", "", "month"),
    WEEKDAY("weekday", "", "weekday", "day of the week"),
    SERVICE("service", "service_id", "service"),
    STAFF("staff member", "staff_id", "staff", "staff member", "employee", "team member"),
    HOUR("hour", "scheduled_hour", "hour", "hour of the day"),
    METHOD("payment method", "method", "method", "payment method"),
    VACCINE("vaccine", "vaccine_name", "vaccine"),
    ITEM("item", "item_id", "item", "inventory item", "article"),
    PLACE_KIND("kind of place", "place_kind", "kind of place", "place kind", "kennel kind"),
    REMINDER_KIND("kind of reminder", "kind", "kind of reminder", "reminder kind"),
    RULE("rule", "rule", "rule"),
    SPECIES("species", "species", "species"),
    CLIENT_KIND("kind of client", "client_kind", "kind of client", "client kind"),
    RISK_BAND("risk band", "risk_band", "risk band");

    private final String word;
    private final String dimension;
    private final List<String> asked;

    Grouping(String word, String dimension, String... asked) {
        this.word = word;
        this.dimension = dimension;
        this.asked = List.of(asked);
    }

    /** As an answer says it. */
    public String word() {
        return word;
    }

    List<String> asked() {
        return asked;
    }

    /** The KPI's dimension; nothing where places or periods divide the answer. */
    public Optional<String> dimension() {
        return dimension.isEmpty() ? Optional.empty() : Optional.of(dimension);
    }

    public boolean isPlace() {
        return this == BRANCH || this == FRANCHISE || this == BRAND;
    }

    public boolean isPeriod() {
        return this == DAY || this == WEEK || this == MONTH || this == WEEKDAY;
    }

    static Optional<Grouping> ofDimension(String dimension) {
        return Arrays.stream(values()).filter(one -> one.dimension.equals(dimension)).findFirst();
    }
}
