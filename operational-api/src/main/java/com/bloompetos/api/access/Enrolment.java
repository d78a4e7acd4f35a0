package com.bloompetos.api.access;

import com.bloompetos.api.html.HtmlPage;
import jakarta.servlet.http.HttpSession;
import java.net.URI;
import java.security.Principal;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.web.csrf.CsrfToken;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.util.HtmlUtils;

/**
 * Where a member of staff meets their second factor: the secret to put into an app, and the first
 * code as proof. Until then the session opens no other door.
 */
@RestController
class Enrolment {
    private static final String SECRET = "second_factor_secret";

    private final SecondFactors factors;
    private final String page =
            HtmlPage.framed("Second factor · BloomPetOS Insights", HtmlPage.read("enrol.html"));

    Enrolment(SecondFactors factors) {
        this.factors = factors;
    }

    @GetMapping(value = "/enrol", produces = MediaType.TEXT_HTML_VALUE)
    String show(
            CsrfToken csrf,
            HttpSession session,
            @RequestParam(required = false, defaultValue = "false") boolean wrong) {
        if (session.getAttribute(SECRET) == null) {
            session.setAttribute(SECRET, SecondFactors.newSecret());
        }
        String secret = String.valueOf(session.getAttribute(SECRET));
        return page.replace("{{csrf}}", HtmlUtils.htmlEscape(csrf.getToken()))
                .replace("{{secret}}", secret)
                .replace(
                        "{{uri}}",
                        "otpauth://totp/BloomPetOS?issuer=BloomPetOS&amp;secret=" + secret)
                .replace(
                        "{{message}}",
                        wrong
                                ? "<p class=\"error\" role=\"alert\">That is not the code of this moment.</p>"
                                : "");
    }

    @PostMapping("/enrol")
    ResponseEntity<Void> confirm(
            Principal person, HttpSession session, @RequestParam(defaultValue = "") String code) {
        var secret = session.getAttribute(SECRET);
        boolean isConfirmed =
                secret != null
                        && factors.enrol(
                                UUID.fromString(person.getName()), secret.toString(), code.strip());
        if (isConfirmed) {
            session.invalidate(); // The next sign-in is the first with both factors.
        }
        return ResponseEntity.status(HttpStatus.SEE_OTHER)
                .location(URI.create(isConfirmed ? "/login?enrolled" : "/enrol?wrong=true"))
                .build();
    }
}
