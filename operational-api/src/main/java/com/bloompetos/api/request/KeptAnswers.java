package com.bloompetos.api.request;

import com.bloompetos.api.access.Caller;
import com.bloompetos.api.privacy.Vault;
import com.bloompetos.api.problem.Problem;
import com.bloompetos.api.problem.ProblemType;
import com.bloompetos.api.request.AnswerOnce.Asked;
import java.security.MessageDigest;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.ObjectMapper;

/** The table of answers; every method runs in the caller's transaction. */
@Component
class KeptAnswers {
    private final JdbcClient jdbc;
    private final Vault vault;
    private final ObjectMapper json = new ObjectMapper();

    KeptAnswers(JdbcClient jdbc, Vault vault) {
        this.jdbc = jdbc;
        this.vault = vault;
    }

    /** Waits for whoever came first with the same key. */
    @Nullable KeptAnswer find(Asked asked) {
        var row =
                jdbc.sql("select request_hash, status, headers, body from claim_idempotency_key(?)")
                        .param(asked.key())
                        .query(
                                (found, number) ->
                                        new Row(
                                                found.getBytes("request_hash"),
                                                new KeptAnswer(
                                                        found.getInt("status"),
                                                        headers(found.getString("headers")),
                                                        vault.open(found.getString("body")))))
                        .optional()
                        .orElse(null);
        if (row == null) {
            return null;
        }
        if (!MessageDigest.isEqual(row.requestHash(), asked.requestHash())) {
            throw Problem.invalid(
                    ProblemType.KEY_USED_ALREADY,
                    AnswerOnce.KEY,
                    "This key came with another request before: draw a new one for a new request.");
        }
        return row.answer();
    }

    void keep(Caller caller, Asked asked, KeptAnswer answer) {
        jdbc.sql(
                        """
                        insert into idempotency_keys
                            (organization_id, user_id, idempotency_key, request_hash, status, headers, body)
                        values (:organization, :user, :key, :hash, :status, cast(:headers as jsonb), :body)
                        """)
                .param("organization", caller.organizationId())
                .param("user", caller.userId())
                .param("key", asked.key())
                .param("hash", asked.requestHash())
                .param("status", answer.status())
                .param("headers", json.writeValueAsString(answer.headers()))
                .param("body", vault.seal(answer.body()))
                .update();
    }

    private Map<String, String> headers(String text) {
        var headers = new HashMap<String, String>();
        json.readTree(text)
                .properties()
                .forEach(entry -> headers.put(entry.getKey(), entry.getValue().asString()));
        return headers;
    }

    private record Row(byte[] requestHash, KeptAnswer answer) {}
}
