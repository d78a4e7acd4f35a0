package com.bloompetos.api.access;

import static com.bloompetos.api.access.Role.ADMIN;
import static com.bloompetos.api.access.Role.ANALYST;
import static com.bloompetos.api.access.Role.BRANCH_MANAGER;
import static com.bloompetos.api.access.Role.FRANCHISE_OWNER;
import static com.bloompetos.api.access.Role.OWNER;
import static com.bloompetos.api.access.Role.STAFF;
import static org.springframework.http.HttpMethod.DELETE;
import static org.springframework.http.HttpMethod.GET;
import static org.springframework.http.HttpMethod.PATCH;
import static org.springframework.http.HttpMethod.POST;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.springframework.http.HttpMethod;

/** Which role may call what. An endpoint that is not listed here is refused for everybody. */
public final class AccessRules {
    private static final Set<Role> EVERYONE = EnumSet.allOf(Role.class);
    private static final Set<Role> ADMINS = EnumSet.of(ADMIN);
    private static final Set<Role> OWNERS_AND_ADMINS = EnumSet.of(OWNER, ADMIN);
    private static final Set<Role> WORKERS =
            EnumSet.of(STAFF, BRANCH_MANAGER, FRANCHISE_OWNER, ADMIN);
    private static final Set<Role> WORKERS_AND_OWNERS = union(WORKERS, OWNER);
    private static final Set<Role> WORKERS_AND_ANALYSTS = union(WORKERS, ANALYST);
    private static final Set<Role> MANAGERS = EnumSet.of(BRANCH_MANAGER, FRANCHISE_OWNER, ADMIN);
    private static final Set<Role> FIGURES =
            EnumSet.of(BRANCH_MANAGER, FRANCHISE_OWNER, ANALYST, ADMIN);

    /** In the order in which they are tried. */
    public static final List<Rule> ALL =
            List.of(
                    new Rule(GET, "/v1/users/me", EVERYONE),
                    new Rule(GET, "/v1/users/me/sessions", EVERYONE),
                    new Rule(POST, "/v1/users/me/sessions/{sessionId}/end", EVERYONE),
                    new Rule(GET, "/v1/users", WORKERS),
                    new Rule(POST, "/v1/users", WORKERS),
                    new Rule(GET, "/v1/users/{userId}", WORKERS_AND_OWNERS),
                    new Rule(GET, "/v1/users/{userId}/export", OWNERS_AND_ADMINS),
                    new Rule(POST, "/v1/users/{userId}/erase", OWNERS_AND_ADMINS),
                    new Rule(POST, "/v1/users/{userId}/merge", MANAGERS),
                    new Rule(GET, "/v1/webhooks", ADMINS),
                    new Rule(POST, "/v1/webhooks", ADMINS),
                    new Rule(POST, "/v1/webhooks/{webhookId}/end", ADMINS),
                    new Rule(GET, "/v1/webhooks/{webhookId}/deliveries", ADMINS),
                    new Rule(POST, "/v1/webhooks/{webhookId}/send-again", ADMINS),
                    new Rule(GET, "/v1/reminders", WORKERS),
                    new Rule(GET, "/v1/outbox", MANAGERS),
                    new Rule(GET, "/v1/feedback", WORKERS_AND_ANALYSTS),
                    new Rule(POST, "/v1/feedback", WORKERS_AND_OWNERS),
                    new Rule(POST, "/v1/poll-hooks", MANAGERS),
                    new Rule(GET, "/v1/audit", ADMINS),
                    new Rule(GET, "/v1/audit/verify", ADMINS),
                    new Rule(GET, "/v1/branches", EVERYONE),
                    new Rule(GET, "/v1/branches/{branchId}/resources", EVERYONE),
                    new Rule(GET, "/v1/branches/{branchId}/risks", WORKERS),
                    new Rule(GET, "/v1/branches/{branchId}/kpis/{kpi}", FIGURES),
                    new Rule(GET, "/v1/branches/{branchId}/kpis/{kpi}/bridge", FIGURES),
                    new Rule(GET, "/v1/franchises/{franchiseId}/kpis/{kpi}", FIGURES),
                    new Rule(GET, "/v1/brands/{brandId}/kpis/{kpi}", FIGURES),
                    new Rule(GET, "/v1/organizations/{organizationId}/kpis/{kpi}", FIGURES),
                    new Rule(POST, "/v1/questions", FIGURES),
                    new Rule(GET, "/v1/knowledge-documents", WORKERS_AND_ANALYSTS),
                    new Rule(POST, "/v1/knowledge-documents", MANAGERS),
                    new Rule(GET, "/v1/knowledge-documents/{documentId}", WORKERS_AND_ANALYSTS),
                    new Rule(DELETE, "/v1/knowledge-documents/{documentId}", MANAGERS),
                    new Rule(POST, "/v1/document-questions", WORKERS_AND_ANALYSTS),
                    new Rule(GET, "/v1/services", EVERYONE),
                    new Rule(POST, "/v1/services", EnumSet.of(ADMIN)),
                    new Rule(GET, "/v1/price-rules", MANAGERS),
                    new Rule(POST, "/v1/price-rules", MANAGERS),
                    new Rule(GET, "/v1/shifts", WORKERS_AND_ANALYSTS),
                    new Rule(POST, "/v1/shifts", MANAGERS),
                    new Rule(POST, "/v1/shifts/{shiftId}/cancel", MANAGERS),
                    new Rule(POST, "/v1/branches/{branchId}/staff/{userId}/skills", MANAGERS),
                    new Rule(POST, "/v1/branches/{branchId}/places", MANAGERS),
                    new Rule(GET, "/v1/pets", WORKERS_AND_OWNERS),
                    new Rule(POST, "/v1/pets", WORKERS_AND_OWNERS),
                    new Rule(GET, "/v1/pets/{petId}", WORKERS_AND_OWNERS),
                    new Rule(PATCH, "/v1/pets/{petId}", WORKERS_AND_OWNERS),
                    new Rule(GET, "/v1/pets/{petId}/record", WORKERS_AND_OWNERS),
                    new Rule(POST, "/v1/pets/{petId}/weights", WORKERS_AND_OWNERS),
                    new Rule(POST, "/v1/pets/{petId}/vaccinations", WORKERS),
                    new Rule(POST, "/v1/pets/{petId}/notes", WORKERS),
                    new Rule(GET, "/v1/vaccinations/due", WORKERS),
                    new Rule(GET, "/v1/appointments", WORKERS_AND_OWNERS),
                    new Rule(GET, "/v1/appointments/{appointmentId}", WORKERS_AND_OWNERS),
                    new Rule(POST, "/v1/appointments", WORKERS_AND_OWNERS),
                    new Rule(
                            POST,
                            "/v1/appointments/{appointmentId}/reschedule",
                            WORKERS_AND_OWNERS),
                    new Rule(POST, "/v1/appointments/{appointmentId}/cancel", WORKERS_AND_OWNERS),
                    new Rule(POST, "/v1/appointments/{appointmentId}/complete", WORKERS),
                    new Rule(POST, "/v1/appointments/{appointmentId}/no-show", WORKERS),
                    new Rule(POST, "/v1/appointments/{appointmentId}/confirm", WORKERS_AND_OWNERS),
                    new Rule(POST, "/v1/appointments/{appointmentId}/check-in", WORKERS),
                    new Rule(
                            GET,
                            "/v1/appointments/{appointmentId}/status-changes",
                            WORKERS_AND_OWNERS),
                    new Rule(GET, "/v1/slots", WORKERS_AND_OWNERS),
                    new Rule(POST, "/v1/holds", WORKERS_AND_OWNERS),
                    new Rule(GET, "/v1/holds/{holdId}", WORKERS_AND_OWNERS),
                    new Rule(POST, "/v1/holds/{holdId}/book", WORKERS_AND_OWNERS),
                    new Rule(POST, "/v1/holds/{holdId}/release", WORKERS_AND_OWNERS),
                    new Rule(POST, "/v1/series", WORKERS_AND_OWNERS),
                    new Rule(POST, "/v1/series/{seriesId}/cancel", WORKERS_AND_OWNERS),
                    new Rule(GET, "/v1/waitlist", WORKERS_AND_OWNERS),
                    new Rule(POST, "/v1/waitlist", WORKERS_AND_OWNERS),
                    new Rule(POST, "/v1/waitlist/{entryId}/accept", WORKERS_AND_OWNERS),
                    new Rule(POST, "/v1/waitlist/{entryId}/decline", WORKERS_AND_OWNERS),
                    new Rule(POST, "/v1/waitlist/{entryId}/withdraw", WORKERS_AND_OWNERS),
                    new Rule(POST, "/v1/payments", WORKERS),
                    new Rule(POST, "/v1/payment-intents", WORKERS_AND_OWNERS),
                    new Rule(GET, "/v1/payment-intents/{intentId}", WORKERS_AND_OWNERS),
                    new Rule(POST, "/v1/invoices", WORKERS),
                    new Rule(GET, "/v1/invoices/{invoiceId}", WORKERS_AND_OWNERS),
                    new Rule(GET, "/v1/ledger", FIGURES),
                    new Rule(GET, "/v1/inventory", WORKERS_AND_ANALYSTS),
                    new Rule(POST, "/v1/inventory/movements", WORKERS),
                    new Rule(GET, "/v1/inventory/lots", WORKERS_AND_ANALYSTS),
                    new Rule(POST, "/v1/inventory/counts", WORKERS),
                    new Rule(POST, "/v1/inventory/transfers", WORKERS),
                    new Rule(GET, "/v1/branches/{branchId}/stock-forecasts", WORKERS_AND_ANALYSTS),
                    new Rule(GET, "/v1/purchase-orders", WORKERS_AND_ANALYSTS),
                    new Rule(POST, "/v1/purchase-orders", WORKERS),
                    new Rule(POST, "/v1/purchase-orders/{orderId}/receive", WORKERS),
                    new Rule(POST, "/v1/purchase-orders/{orderId}/cancel", WORKERS),
                    new Rule(GET, "/v1/alerts", WORKERS_AND_ANALYSTS),
                    new Rule(GET, "/v1/alerts/stream", WORKERS_AND_ANALYSTS),
                    new Rule(GET, "/v1/alerts/{alertId}", WORKERS_AND_ANALYSTS),
                    new Rule(POST, "/v1/alerts/{alertId}/acknowledge", WORKERS),
                    new Rule(POST, "/v1/alerts/{alertId}/snooze", WORKERS),
                    new Rule(POST, "/v1/alerts/{alertId}/resolve", WORKERS),
                    new Rule(POST, "/v1/alerts/{alertId}/wrong", WORKERS),
                    new Rule(GET, "/v1/alert-messages", WORKERS_AND_ANALYSTS),
                    new Rule(GET, "/v1/alert-preferences", WORKERS_AND_ANALYSTS),
                    new Rule(POST, "/v1/alert-preferences", WORKERS_AND_ANALYSTS),
                    new Rule(GET, "/v1/digest", FIGURES),
                    new Rule(GET, "/v1/insights", WORKERS_AND_ANALYSTS),
                    new Rule(GET, "/v1/insights/{insightId}", WORKERS_AND_ANALYSTS),
                    new Rule(GET, "/v1/insights/{insightId}/verify", WORKERS_AND_ANALYSTS),
                    new Rule(POST, "/v1/insights/{insightId}/feedback", WORKERS),
                    new Rule(GET, "/v1/insights/{insightId}/action", WORKERS_AND_ANALYSTS),
                    new Rule(POST, "/v1/insights/{insightId}/action", MANAGERS),
                    new Rule(GET, "/v1/rules", FIGURES),
                    new Rule(POST, "/v1/rules/{rule}/lift", ADMINS));

    /** What the live page asks with its session, by the same rules as with a token. */
    static final List<Rule> WITH_SESSION =
            ALL.stream()
                    .filter(
                            rule ->
                                    rule.path()
                                            .matches(
                                                    "/v1/(insights|questions|alert-preferences)\\b.*"))
                    .map(rule -> rule.at(rule.path().replaceFirst("/v1", "/board")))
                    .toList();

    private AccessRules() {}

    /** One endpoint and who may call it. */
    public record Rule(HttpMethod method, String path, Set<Role> roles) {
        private Rule at(String elsewhere) {
            return new Rule(method, elsewhere, roles);
        }

        String[] authorities() {
            return roles.stream().map(Role::getAuthority).toArray(String[]::new);
        }
    }

    private static Set<Role> union(Set<Role> roles, Role more) {
        var all = EnumSet.copyOf(roles);
        all.add(more);
        return all;
    }
}
