package com.bloompetos.local.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.bloompetos.local.api.Endpoints.Endpoint;
import com.bloompetos.local.runner.ApiStack;
import com.bloompetos.local.runner.SharedApiStack;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Every endpoint that is registered, by every role, with the things of another organization and of
 * a rival franchise: a new endpoint is tried without anybody adding it here. Whoever adds one whose
 * request cannot be made from its description adds an example to {@link Endpoints}.
 */
@ExtendWith(SharedApiStack.class)
class WallIT {
    private static final List<String> ROLES =
            List.of("owner", "staff", "branch_manager", "franchise_owner", "analyst", "admin");

    /** They name a person, or the whole organization, and answer about the caller alone. */
    private static final Set<String> SHARED = Set.of("organization_id", "brand_id", "service_id");

    /** What a pet parent chooses from, at whichever branch of the chain. */
    private static final Set<String> BOOKABLE =
            Set.of(
                    "branch_id",
                    "sister_branch_id",
                    "to_branch_id",
                    "franchise_id",
                    "resource_id",
                    "place_id",
                    "staff_id",
                    "administered_by");

    private static ApiStack stack;
    private static Endpoints endpoints;
    private static World ours;
    private static World rival;
    private static World stranger;

    @BeforeAll
    static void build() throws Exception {
        stack = SharedApiStack.get();
        ours = World.newOrganization(stack);
        rival = ours.rival(stack);
        stranger = World.newOrganization(stack);
        endpoints = new Endpoints(new Http(stack.apiUrl(), "").get("/v3/api-docs").body());
        assertThat(endpoints.all()).hasSizeGreaterThan(30);
    }

    @Test
    void nobodyReachesAnotherOrganization() throws Exception {
        var leaks = new ArrayList<String>();
        for (var endpoint : endpoints.all()) {
            for (var role : ROLES) attempt(endpoint, role, stranger, leaks);
        }
        assertThat(leaks).isEmpty();
    }

    @Test
    void nobodyButTheAdministratorReachesARivalFranchise() throws Exception {
        var leaks = new ArrayList<String>();
        for (var endpoint : endpoints.all()) {
            for (var role : ROLES) {
                if (!role.equals("admin")) attempt(endpoint, role, rival, leaks);
            }
        }
        assertThat(leaks).isEmpty();
    }

    /** Or the other tests would pass for want of a way in. */
    @Test
    void everybodyReachesTheirOwn() throws Exception {
        var closed = new ArrayList<String>();
        for (var endpoint : endpoints.all()) {
            if (!endpoint.method().equals("GET") || endpoint.asksTheWarehouse()) continue;
            var request = endpoints.request(endpoint, ours);
            var answer = http("admin").send("GET", request.path(), null);
            if (answer.status() != 200 && answer.status() != 404) {
                closed.add(endpoint + " " + answer.status() + " " + answer.text());
            }
        }
        assertThat(closed).isEmpty();
        for (var path :
                List.of(
                        "/v1/pets/" + ours.id("pet_id"),
                        "/v1/appointments/" + ours.id("appointment_id"))) {
            for (var role : List.of("owner", "staff", "admin")) {
                assertThat(http(role).get(path).status()).as(role + " " + path).isEqualTo(200);
            }
        }
    }

    private static void attempt(Endpoint endpoint, String role, World other, List<String> leaks)
            throws Exception {
        var request = endpoints.request(endpoint, other);
        var answer = http(role).send(request.method(), request.path(), request.body());
        var said = "%s as %s: %d %s".formatted(endpoint, role, answer.status(), answer.text());
        if (answer.status() >= 500 && !endpoint.asksTheWarehouse()) leaks.add(said);
        // An empty list is no leak; where it could be mistaken for a quiet day, it is a 404.
        if (request.namesTheWorld() && answer.status() < 300 && !answer.text().equals("[]")) {
            if (!role.equals("owner") || !endpoint.path().startsWith("/v1/branches"))
                leaks.add(said);
        }
        // A request that is refused for its form tells nothing about the wall.
        if (answer.status() == 400) leaks.add("not tried, " + said);
        var seen =
                others(other, role).stream()
                        .filter(
                                id ->
                                        answer.status() < 300
                                                && answer.text().contains(id.toString()))
                        .toList();
        if (!seen.isEmpty()) leaks.add("shows %s: %s".formatted(seen, said));
    }

    private static Set<UUID> others(World other, String role) {
        boolean isClientOfTheChain = role.equals("owner") && other == rival;
        return other.ids().entrySet().stream()
                .filter(entry -> !SHARED.contains(entry.getKey()))
                .filter(entry -> !isClientOfTheChain || !BOOKABLE.contains(entry.getKey()))
                .map(Map.Entry::getValue)
                .collect(Collectors.toSet());
    }

    private static Http http(String role) {
        return new Http(stack.apiUrl(), ours.token(stack, role));
    }

    @Test
    void petParentsSeeOnlyTheirPets() throws Exception {
        var pets = http("owner").get("/v1/pets").body();
        assertThat(pets).hasSize(1);
        assertThat(pets.get(0).path("pet_id").asText()).isEqualTo(ours.id("pet_id").toString());
    }

    @Test
    void whoIsAssignedOnlySeesTheirOwnAppointments() throws Exception {
        var vet = new Http(stack.apiUrl(), assignedOnly(ours.id("staff_id")));
        var colleague = new Http(stack.apiUrl(), assignedOnly(ours.id("branch_manager_user_id")));
        var path = "/v1/appointments/" + ours.id("appointment_id");
        assertThat(vet.get(path).status()).isEqualTo(200);
        assertThat(colleague.get(path).status()).isEqualTo(404);
        var list = "/v1/appointments?pet_id=" + ours.id("pet_id");
        assertThat(vet.get(list).body()).hasSize(1);
        assertThat(colleague.get(list).body()).isEmpty();
    }

    private static String assignedOnly(UUID user) {
        return stack.token(
                ours.id("organization_id"),
                user,
                "staff",
                List.of(ours.id("branch_id")),
                Map.of("assigned_only", true));
    }

    @Test
    void everyTableOfAnOrganizationStandsBehindTheWall() throws Exception {
        try (var connection = stack.superuser();
                var statement = connection.createStatement();
                var rows =
                        statement.executeQuery(
                                """
                                select c.relname from pg_class c
                                join pg_attribute a on a.attrelid = c.oid and a.attname = 'organization_id'
                                where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p')
                                  and not (c.relrowsecurity and c.relforcerowsecurity
                                           and exists (select from pg_policy p where p.polrelid = c.oid))""")) {
            var open = new ArrayList<String>();
            while (rows.next()) open.add(rows.getString(1));
            assertThat(open).isEmpty();
        }
    }
}
