package com.bloompetos.api.problem;

import java.net.URI;
import java.util.Locale;

/** The kinds of refusal; programs may rely on their addresses. */
public enum ProblemType {
    BAD_REQUEST("The request cannot be read"),
    INVALID_FIELD("A field has a value that cannot be accepted"),
    UNKNOWN_FIELD("The request has a field that is not known"),
    UNKNOWN_REFERENCE("A field refers to something that is not here"),
    NOT_FOUND("Nothing is here"),
    NOT_SIGNED_IN("A bearer token is needed"),
    NOT_ALLOWED("Your role may not do this"),
    METHOD_NOT_ALLOWED("The method is not offered here"),
    SLOT_IN_THE_PAST("The slot lies in the past"),
    SLOT_TAKEN("The slot is taken"),
    SLOT_CLOSED("Nobody works at that time"),
    STAFF_NOT_SKILLED("The service asks for other skills"),
    HOLD_EXPIRED("The hold has run out"),
    WRONG_STATUS("The status does not allow this"),
    OUT_OF_STOCK("There is not enough in stock"),
    ALREADY_EXISTS("There is one already"),
    TOO_MUCH("The amount is more than is open"),
    NOT_ADDED_UP("The KPI's kind does not allow this roll-up"),
    RULE_OF_SPECIES("A pet of this species cannot be like that"),
    KEY_USED_ALREADY("The idempotency key belongs to another request"),
    TOO_LARGE("The request is larger than is read"),
    TOO_MANY_REQUESTS("There were too many requests"),
    TRY_AGAIN("Someone else was faster, try again"),
    UNAVAILABLE("A part that is needed does not answer"),
    INTERNAL("Something broke on our side");

    private final String title;

    ProblemType(String title) {
        this.title = title;
    }

    public URI uri() {
        return URI.create(
                "urn:bloompetos:problem:" + name().toLowerCase(Locale.ROOT).replace('_', '-'));
    }

    String title() {
        return title;
    }
}
