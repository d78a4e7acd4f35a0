package com.bloompetos.insight.rule;

import java.util.Locale;

/** What a person can do about a finding; the name travels with it, people read the words. */
public enum Action {
    NONE("Nothing to do"),
    CONFIRM_APPOINTMENTS("Call or message the clients at risk and ask them to confirm"),
    OFFER_TO_WAITLIST("Offer the free slots to the waitlist"),
    CALL_BRANCH("Call the branch: is it open, are its phones and screens working?"),
    REVIEW_REFUNDS("Look at the refunds behind the number"),
    REVIEW_PRICES_AND_DISCOUNTS("Look at the day's invoices and discounts"),
    ADJUST_ROSTER("Move shifts between days or branches"),
    MOVE_APPOINTMENTS("Move appointments to a free time or person"),
    ORDER_STOCK("Place the suggested order"),
    TRANSFER_STOCK("Ask the sister branch to send what it can spare"),
    USE_FIRST("Use or sell the expiring lot first"),
    INVITE_FOR_VACCINATION("Invite the pets whose vaccination is due"),
    COLLECT_INVOICES("Remind the clients of their unpaid invoices"),
    CALL_CLIENT("Call the client who was not content"),
    CHECK_DATA("Ask the operator to look at the data pipeline");

    private final String words;

    Action(String words) {
        this.words = words;
    }

    /** As findings, alerts and the API carry it. */
    public String label() {
        return this == NONE ? "" : name().toLowerCase(Locale.ROOT);
    }

    /** As people read it. */
    public String words() {
        return words;
    }

    /** What a label says; one of a newer version that is not known here keeps its name. */
    public static String wordsOf(String label) {
        for (var action : values()) {
            if (action != NONE && action.label().equals(label)) {
                return action.words;
            }
        }
        return label;
    }
}
