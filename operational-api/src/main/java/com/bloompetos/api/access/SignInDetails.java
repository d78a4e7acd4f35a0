package com.bloompetos.api.access;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.security.web.authentication.WebAuthenticationDetails;

/** What comes with the form beside e-mail and password. */
final class SignInDetails extends WebAuthenticationDetails {
    private static final long serialVersionUID = 1;

    private final String code;

    SignInDetails(HttpServletRequest request) {
        super(request);
        this.code = Optional.ofNullable(request.getParameter("code")).orElse("").strip();
    }

    String code() {
        return code;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return super.equals(other)
                && other instanceof SignInDetails details
                && details.code.equals(code);
    }

    @Override
    public int hashCode() {
        return super.hashCode();
    }
}
