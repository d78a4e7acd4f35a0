package com.bloompetos.api.access;

import com.bloompetos.api.ApiConfiguration;
import com.bloompetos.api.html.HtmlPage;
import java.util.Map;
import java.util.Set;
import org.springframework.http.MediaType;
import org.springframework.security.web.csrf.CsrfToken;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.util.HtmlUtils;

/** The sign-in form, and the page on which a browser lands that signed in for the command line. */
@RestController
class SignInPage {
    private static final String DEMO =
            "<p class=\"hint\">Demo: the accounts are printed by <code>./bloom up</code>.</p>";

    private final String signIn =
            HtmlPage.framed("Sign in · BloomPetOS Insights", HtmlPage.read("sign-in.html"));
    private final String callback = HtmlPage.read("cli-callback.html");
    private final boolean isDemo;

    SignInPage(ApiConfiguration configuration) {
        this.isDemo = !configuration.demoPassword().isEmpty();
    }

    @GetMapping(value = "/login", produces = MediaType.TEXT_HTML_VALUE)
    String signIn(CsrfToken csrf, @RequestParam Map<String, String> happened) {
        return signIn.replace("{{message}}", message(happened.keySet()))
                .replace("{{csrf}}", HtmlUtils.htmlEscape(csrf.getToken()))
                .replace("{{demo}}", isDemo ? DEMO : "");
    }

    private static String message(Set<String> happened) {
        if (happened.contains("error")) {
            return "<p class=\"error\" role=\"alert\">E-mail, password or code is wrong.</p>";
        }
        if (happened.contains("away")) {
            return "<p class=\"error\" role=\"alert\">Nobody can sign in just now: the database does not answer.</p>";
        }
        if (happened.contains("locked")) {
            return "<p class=\"error\" role=\"alert\">Too many attempts: try again in a quarter of an hour.</p>";
        }
        if (happened.contains("enrolled")) {
            return "<p role=\"status\">Your app is enrolled: sign in with its code.</p>";
        }
        return happened.contains("bye") ? "<p role=\"status\">You are signed out.</p>" : "";
    }

    @GetMapping(value = "/cli-callback", produces = MediaType.TEXT_HTML_VALUE)
    String callback(@RequestParam(defaultValue = "") String code) {
        return callback.replace("{{code}}", HtmlUtils.htmlEscape(code));
    }
}
