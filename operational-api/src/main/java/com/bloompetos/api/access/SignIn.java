package com.bloompetos.api.access;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.UUID;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.authentication.AuthenticationServiceException;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;
import org.springframework.security.crypto.factory.PasswordEncoderFactories;
import org.springframework.security.crypto.password.DelegatingPasswordEncoder;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.stereotype.Component;

/**
 * E-mail and password become a session whose name is the user's id; no other personal data is kept
 * in it.
 */
@Component
class SignIn implements AuthenticationProvider {
    private final JdbcClient jdbc;
    private final Callers callers;
    private final PasswordEncoder passwords = passwords();
    private final String nobody = requireNonNull(passwords.encode(UUID.randomUUID().toString()));

    SignIn(JdbcClient jdbc, Callers callers) {
        this.jdbc = jdbc;
        this.callers = callers;
    }

    @Override
    public Authentication authenticate(Authentication authentication) {
        String password = String.valueOf(authentication.getCredentials());
        var caller =
                candidates(authentication.getName()).stream()
                        .filter(candidate -> passwords.matches(password, candidate.passwordHash()))
                        .findFirst()
                        .flatMap(candidate -> callers.find(candidate.userId()))
                        .orElseThrow(
                                () -> new BadCredentialsException("E-mail or password is wrong."));
        var authorities = List.of(new SimpleGrantedAuthority(caller.role().text()));
        // Framework types only: the issuer stores this object as JSON beside the refresh token.
        var user = new User(caller.userId().toString(), "", authorities);
        return UsernamePasswordAuthenticationToken.authenticated(user, null, authorities);
    }

    @Override
    public boolean supports(Class<?> authentication) {
        return UsernamePasswordAuthenticationToken.class.isAssignableFrom(authentication);
    }

    private List<Candidate> candidates(String email) {
        List<Candidate> found;
        try {
            found =
                    jdbc.sql("select user_id, password_hash from security.sign_in(?)")
                            .param(email)
                            .query(
                                    (row, number) ->
                                            new Candidate(
                                                    row.getObject(1, UUID.class), row.getString(2)))
                            .list();
        } catch (DataAccessException e) {
            throw new AuthenticationServiceException("The database does not answer.", e);
        }
        // An unknown e-mail takes as long as a wrong password.
        return found.isEmpty() ? List.of(new Candidate(new UUID(0, 0), nobody)) : found;
    }

    private static PasswordEncoder passwords() {
        var encoder =
                (DelegatingPasswordEncoder)
                        PasswordEncoderFactories.createDelegatingPasswordEncoder();
        encoder.setDefaultPasswordEncoderForMatches(new BCryptPasswordEncoder());
        return encoder;
    }

    private record Candidate(UUID userId, String passwordHash) {}
}
