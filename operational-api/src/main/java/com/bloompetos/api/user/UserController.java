package com.bloompetos.api.user;

import com.bloompetos.api.access.Caller;
import com.bloompetos.api.access.TenantTransaction;
import com.bloompetos.api.privacy.Vault;
import com.bloompetos.api.problem.Problem;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
class UserController {
    private final TenantTransaction transaction;
    private final JdbcClient jdbc;
    private final Vault vault;

    UserController(TenantTransaction transaction, JdbcClient jdbc, Vault vault) {
        this.transaction = transaction;
        this.jdbc = jdbc;
        this.vault = vault;
    }

    @GetMapping("/v1/users/me")
    Me me(Caller caller) {
        return transaction.read(
                caller,
                () ->
                        jdbc.sql("select email, first_name, last_name from users where user_id = ?")
                                .param(caller.userId())
                                .query(
                                        (row, number) ->
                                                new Me(
                                                        caller.userId(),
                                                        caller.organizationId(),
                                                        caller.role().text(),
                                                        caller.branchIds(),
                                                        vault.open(row.getString("email")),
                                                        row.getString("first_name"),
                                                        row.getString("last_name")))
                                .optional()
                                // A token outlives the account for up to an hour.
                                .orElseThrow(() -> Problem.notFound("user_id", caller.userId())));
    }
}
