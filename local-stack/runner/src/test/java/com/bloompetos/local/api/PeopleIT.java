package com.bloompetos.local.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.bloompetos.local.runner.ApiStack;
import com.bloompetos.local.runner.SharedApiStack;
import com.bloompetos.local.simulate.ApiClient;
import com.bloompetos.local.simulate.SecondFactor;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;

/** Who may come in, and for how long. */
@ExtendWith(SharedApiStack.class)
class PeopleIT {
    private static ApiStack stack;
    private static World world;
    private static String password;

    @BeforeAll
    static void build() throws Exception {
        stack = SharedApiStack.get();
        world = World.newOrganization(stack);
        password = stack.demoPassword();
    }

    private static String person(String id) throws Exception {
        var email = id.replace('_', '-') + UUID.randomUUID() + "@test.example";
        try (var connection = stack.owner(world.id("organization_id"));
                var update =
                        connection.prepareStatement(
                                "update users set email = ?, password_hash = ? where user_id = ?")) {
            update.setString(1, email);
            update.setString(2, new BCryptPasswordEncoder(4).encode(password));
            update.setObject(3, world.id(id));
            update.executeUpdate();
        }
        return email;
    }

    @Test
    void whoWorksHereNeedsTheCode() throws Exception {
        var email = person("staff_id");
        assertThat(new ApiClient(stack.apiUrl(), email, password).get("/v1/users/me").status())
                .isEqualTo(200);
        try (var connection = stack.superuser();
                var insert =
                        connection.prepareStatement(
                                "insert into security.second_factors (user_id, secret) values (?, ?)")) {
            insert.setObject(1, world.id("staff_id"));
            insert.setString(2, SecondFactor.secret("another", email));
            insert.executeUpdate();
        }
        // The demo's code is no longer the right one.
        assertThatThrownBy(() -> new ApiClient(stack.apiUrl(), email, password).token())
                .isInstanceOf(ApiClient.SignInRefused.class);
    }

    @Test
    void fiveWrongPasswordsCloseTheDoorForTheRightOneToo() throws Exception {
        var email = person("analyst_user_id");
        for (int i = 0; i < 5; i++) {
            assertThatThrownBy(() -> new ApiClient(stack.apiUrl(), email, "wrong").token())
                    .isInstanceOf(ApiClient.SignInRefused.class);
        }
        assertThatThrownBy(() -> new ApiClient(stack.apiUrl(), email, password).token())
                .isInstanceOf(ApiClient.SignInRefused.class);
    }

    @Test
    void anEndedSessionIsOverAtOnce() throws Exception {
        var email = person("branch_manager_user_id");
        var client = new ApiClient(stack.apiUrl(), email, password);
        var here = new Http(stack.apiUrl(), client.token());
        var sessions = here.get("/v1/users/me/sessions").body();
        assertThat(sessions).hasSize(1);
        assertThat(sessions.get(0).path("is_this").asBoolean()).isTrue();
        var id = sessions.get(0).path("session_id").asText();
        assertThat(here.post("/v1/users/me/sessions/" + id + "/end", "{}").status()).isEqualTo(200);
        assertThat(here.get("/v1/users/me").status()).isEqualTo(401);
    }

    /** A refresh token that comes twice was stolen, by the first or by the second who brings it. */
    @Test
    void aRefreshTokenThatComesTwiceEndsItsWholeFamily() throws Exception {
        var client = new ApiClient(stack.apiUrl(), person("franchise_owner_user_id"), password);
        var first = client.refreshToken();
        var renewed = client.refresh(first);
        assertThat(renewed.status()).isEqualTo(200);
        var second = renewed.body().path("refresh_token").asText();
        assertThat(second).isNotEqualTo(first);
        var bearer = new Http(stack.apiUrl(), renewed.body().path("access_token").asText());
        assertThat(bearer.get("/v1/users/me").status()).isEqualTo(200);

        assertThat(client.refresh(first).status()).isEqualTo(400);
        assertThat(client.refresh(second).status()).isEqualTo(400);
        assertThat(bearer.get("/v1/users/me").status()).isEqualTo(401);
    }

    @Test
    void anOldHashIsMadeAnewAtSignIn() throws Exception {
        var email = person("admin_user_id");
        for (int i = 0; i < 2; i++) {
            var client = new ApiClient(stack.apiUrl(), email, password);
            assertThat(client.get("/v1/users/me").status()).isEqualTo(200);
            try (var connection = stack.owner(world.id("organization_id"));
                    var statement = connection.createStatement();
                    var row =
                            statement.executeQuery(
                                    "select password_hash from users where user_id = '%s'"
                                            .formatted(world.id("admin_user_id")))) {
                row.next();
                assertThat(row.getString(1)).startsWith("{argon2}$argon2id$");
            }
        }
    }

    /**
     * PITFALLS 24: whatever hangs on a client moves in one step, and the other row opens no door.
     */
    @Test
    void twoRowsOfOnePersonBecomeOne() throws Exception {
        var ours = World.newOrganization(stack);
        var manager = new Http(stack.apiUrl(), ours.token(stack, "branch_manager"));
        var staff = new Http(stack.apiUrl(), ours.token(stack, "staff"));
        var kept =
                staff.post(
                                "/v1/users",
                                "{\"branch_id\":\"%s\",\"email\":\"kept@test.example\",\"first_name\":\"Ann\",\"last_name\":\"Lee\"}"
                                        .formatted(ours.id("branch_id")))
                        .body()
                        .path("user_id")
                        .asText();
        var merged = ours.id("owner_user_id");
        var body = "{\"merged_user_id\":\"" + merged + "\"}";
        assertThat(staff.post("/v1/users/" + kept + "/merge", body).status()).isEqualTo(403);
        var self = "{\"merged_user_id\":\"" + kept + "\"}";
        assertThat(manager.post("/v1/users/" + kept + "/merge", self).status()).isEqualTo(422);

        var answer = manager.post("/v1/users/" + kept + "/merge", body);
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        assertThat(answer.body().path("pets").asInt()).isEqualTo(1);
        assertThat(answer.body().path("invoices").asInt()).isEqualTo(1);
        assertThat(answer.header("X-Bloom-Position")).startsWith("users:" + merged);
        var pet = manager.get("/v1/pets/" + ours.id("pet_id")).body();
        assertThat(pet.path("user_id").asText()).isEqualTo(kept);
        var invoice = manager.get("/v1/invoices/" + ours.id("invoice_id")).body();
        assertThat(invoice.path("user_id").asText()).isEqualTo(kept);
        assertThat(manager.get("/v1/users/" + merged).status()).isEqualTo(404);
        assertThat(manager.post("/v1/users/" + kept + "/merge", body).status()).isEqualTo(422);
        try (var connection = stack.owner(ours.id("organization_id"));
                var statement = connection.createStatement();
                var row =
                        statement.executeQuery(
                                """
                                select u.merged_into || ' ' || u.password_hash || ' ' || count(*)
                                from users u join audit_log l on l.row_id = u.user_id and 'merged_into' = any (l.columns)
                                where u.user_id = '%s' group by u.user_id"""
                                        .formatted(merged))) {
            row.next();
            assertThat(row.getString(1)).isEqualTo(kept + " {noop-never} 1");
        }
    }

    @Test
    void aClientOfARivalIsNotMergedFromHere() throws Exception {
        var ours = World.newOrganization(stack);
        var rival = ours.rival(stack);
        try (var connection = stack.owner(ours.id("organization_id"));
                var statement = connection.createStatement()) {
            statement.execute(
                    """
                    insert into franchise_clients (organization_id, franchise_id, user_id) values ('%1$s', '%2$s', '%3$s'), ('%1$s', '%2$s', '%4$s')
                    on conflict do nothing"""
                            .formatted(
                                    ours.id("organization_id"),
                                    ours.id("franchise_id"),
                                    ours.id("owner_user_id"),
                                    rival.id("owner_user_id")));
        }
        var body = "{\"merged_user_id\":\"" + rival.id("owner_user_id") + "\"}";
        var path = "/v1/users/" + ours.id("owner_user_id") + "/merge";
        var manager = new Http(stack.apiUrl(), ours.token(stack, "branch_manager"));
        assertThat(manager.post(path, body).status()).isEqualTo(403);
        var admin = new Http(stack.apiUrl(), ours.token(stack, "admin"));
        assertThat(admin.post(path, body).status()).isEqualTo(200);
    }

    @Test
    void contactDataIsSealedWhoeverLoadedIt() throws Exception {
        var email = person("owner_user_id");
        try (var connection = stack.owner(world.id("organization_id"));
                var read =
                        connection.prepareStatement(
                                "select email, phone_number from users where user_id = ?")) {
            read.setObject(1, world.id("owner_user_id"));
            Wait.until(
                    () -> {
                        try (var row = read.executeQuery()) {
                            row.next();
                            return row.getString(1).startsWith("sealed1:")
                                    && row.getString(2).startsWith("sealed1:");
                        }
                    });
        }
        // And the person still signs in, and reads it in plain letters.
        var me = new ApiClient(stack.apiUrl(), email, password).get("/v1/users/me");
        assertThat(me.body().path("email").asText()).isEqualTo(email);
    }
}
