package com.bloompetos.api.access;

import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.httpBasic;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import com.bloompetos.api.RunningApi;
import org.junit.jupiter.api.Test;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;

class SupersetClientTest {
    private static final String CALLBACK = "http://127.0.0.1:8081/oauth-authorized/bloom";

    @Test
    void whoeverDoesNotKnowItsSecretGetsNoToken() throws Exception {
        RunningApi.http()
                .perform(exchange().with(httpBasic("superset", "of-nobody")))
                .andExpect(status().isUnauthorized());
    }

    @Test
    void itCannotGoWithoutItsSecret() throws Exception {
        RunningApi.http()
                .perform(exchange().param("client_id", "superset"))
                .andExpect(status().isUnauthorized());
    }

    private static MockHttpServletRequestBuilder exchange() {
        return post("/oauth2/token")
                .param("grant_type", "authorization_code")
                .param("code", "one")
                .param("redirect_uri", CALLBACK)
                .param("code_verifier", "a".repeat(43));
    }
}
