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
