package com.bloompetos.api.access;

import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.not;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.redirectedUrl;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.redirectedUrlPattern;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import com.bloompetos.api.RunningApi;
import org.junit.jupiter.api.Test;

class PagesTest {
    @Test
    void theLivePageAsksToSignIn() throws Exception {
        RunningApi.http()
                .perform(get("/"))
                .andExpect(status().isFound())
                .andExpect(redirectedUrl("/login"));
    }

    @Test
    void theFormCarriesItsToken() throws Exception {
        RunningApi.http()
                .perform(get("/login"))
                .andExpect(status().isOk())
                .andExpect(content().string(containsString("name=\"_csrf\" value=\"")))
                .andExpect(content().string(not(containsString("{{"))));
    }

    @Test
    void aSignInWithoutTheFormsTokenIsRefused() throws Exception {
        RunningApi.http()
                .perform(post("/login").param("username", "a@b").param("password", "c"))
                .andExpect(status().isForbidden());
    }

    @Test
    void aDatabaseThatDoesNotAnswerIsNotAWrongPassword() throws Exception {
        RunningApi.http()
                .perform(
                        post("/login").with(csrf()).param("username", "a@b").param("password", "c"))
                .andExpect(redirectedUrl("/login?away"));
    }

    @Test
    void theFormSaysWhatHappened() throws Exception {
        shows("/login?error", "E-mail, password or code is wrong.");
        shows("/login?away", "Nobody can sign in just now");
        shows("/login?bye", "You are signed out.");
    }

    private static void shows(String address, String sentence) throws Exception {
        RunningApi.http()
                .perform(get(address))
                .andExpect(content().string(containsString(sentence)));
    }

    @Test
    void theCodeOnTheCallbackPageIsEscaped() throws Exception {
        RunningApi.http()
                .perform(get("/cli-callback").param("code", "<script>"))
                .andExpect(content().string(not(containsString("<script>"))));
    }

    @Test
    void aCodeIsGivenOnlyAgainstAProofKey() throws Exception {
        RunningApi.http()
                .perform(
                        get("/oauth2/authorize")
                                .queryParam("response_type", "code")
                                .queryParam("client_id", "bloom-cli")
                                .queryParam(
                                        "redirect_uri",
                                        RunningApi.CONFIGURATION.issuer() + "/cli-callback")
                                .queryParam("state", "s"))
                .andExpect(redirectedUrlPattern("**/cli-callback?error=invalid_request*"));
    }
}
