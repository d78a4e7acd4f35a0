package com.bloompetos.local.simulate;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.UUID;

/** Writes what is planned, asked for, said and measured. */
final class CareRows {
    private final UUID organization;
    private final Batches batches;

    CareRows(UUID organization, Batches batches) {
        this.organization = organization;
        this.batches = batches;
    }

    void write(Change change) {
        if (change instanceof Change.Planned p) {
            batches.add(
                    Rows.SHIFT,
                    p.shiftId(),
                    organization,
                    p.branch().id(),
                    p.staff().userId(),
                    p.starts(),
                    p.ends(),
                    p.at(),
                    p.at());
        } else if (change instanceof Change.Priced p) {
            batches.add(
                    Rows.PRICE_RULE,
                    p.ruleId(),
                    organization,
                    p.branch().id(),
                    p.service().id(),
                    p.weekdays(),
                    p.cents(),
                    p.at());
        } else if (change instanceof Change.Searched s) {
            batches.add(
                    Rows.SEARCH,
                    s.searchId(),
                    organization,
                    s.branch().id(),
                    s.service().id(),
                    s.from(),
                    s.to(),
                    0,
                    s.at());
        } else if (change instanceof Change.Judged j) {
            batches.add(
                    Rows.FEEDBACK,
                    j.feedbackId(),
                    organization,
                    j.visit().branch().id(),
                    j.visit().id(),
                    j.visit().pet().id(),
                    "poll",
                    j.csat(),
                    j.nps(),
                    j.at());
        } else if (change instanceof Change.Weighed w) {
            batches.add(
                    Rows.WEIGHT,
                    w.weightId(),
                    organization,
                    w.pet().id(),
                    BigDecimal.valueOf(w.weight()),
                    LocalDate.ofInstant(w.at(), w.branch().zone()),
                    w.at());
        } else if (change instanceof Change.Reminded r) {
            batches.add(
                    Rows.REMINDER,
                    r.reminderId(),
                    organization,
                    r.branch().id(),
                    r.pet().id(),
                    r.kind(),
                    r.subject(),
                    "outbox",
                    r.isConfirmed() ? "confirmed" : "sent",
                    r.day(),
                    1,
                    r.at(),
                    r.isConfirmed() ? r.at().plusSeconds(1200) : null,
                    r.at(),
                    r.at());
        } else {
            throw new IllegalArgumentException("nobody writes " + change);
        }
    }
}
