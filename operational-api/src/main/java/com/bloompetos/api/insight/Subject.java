package com.bloompetos.api.insight;

import com.bloompetos.insight.explain.FactsSql;
import com.bloompetos.insight.explain.Look;
import com.bloompetos.insight.explain.Part;
import com.bloompetos.insight.explain.Pattern;
import com.bloompetos.insight.explain.Weeks;
import com.bloompetos.insight.narrative.CourseTeller;
import com.bloompetos.insight.narrative.Teller;
import com.bloompetos.insight.rule.Action;
import java.time.LocalDate;
import java.util.UUID;

/**
 * What an insight is about.
 *
 * @param part all of the branch unless it is about one week
 * @param branch as people call it
 */
record Subject(
        Pattern pattern, Look look, Part part, String branch, String currency, LocalDate lastDay) {
    Weeks weeks() {
        return new Weeks(lastDay);
    }

    String query(UUID organizationId, UUID branchId) {
        return switch (pattern) {
            case WEEK -> FactsSql.claim(look, organizationId, branchId, part, weeks());
            case TREND, RECORD -> FactsSql.course(look, organizationId, branchId, lastDay);
        };
    }

    String title() {
        return switch (pattern) {
            case WEEK -> Teller.title(look, part);
            case TREND -> CourseTeller.trendTitle(look);
            case RECORD -> CourseTeller.recordTitle(look);
        };
    }

    Action action() {
        if (pattern == Pattern.RECORD) {
            return Action.NONE;
        }
        return switch (look) {
            case NO_SHOW_RATE -> Action.CONFIRM_APPOINTMENTS;
            case LATE_CANCEL_RATE -> Action.OFFER_TO_WAITLIST;
            case BOOKINGS -> Action.CALL_BRANCH;
            case NET_SALES -> Action.REVIEW_PRICES_AND_DISCOUNTS;
            case REFUNDS -> Action.REVIEW_REFUNDS;
        };
    }
}
