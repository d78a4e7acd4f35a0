package com.bloompetos.api.access;

import com.bloompetos.api.access.Callers.Account;
import com.bloompetos.api.privacy.Vault;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.authentication.AuthenticationServiceException;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.authentication.LockedException;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.web.authentication.WebAuthenticationDetails;
import org.springframework.stereotype.Component;
import org.springframework.transaction.CannotCreateTransactionException;

/**
 * E-mail, password and, for everyone who works here, a code become a session whose name is the
 * user's id; no other personal data is kept in it.
 */
@Component
class SignIn implements AuthenticationProvider {
    /** All that somebody may do who has not enrolled a second factor yet. */
    static final String ENROL = "enrol";

    private final JdbcClient jdbc;
    private final Callers callers;
    private final SignInLock lock;
    private final SecondFactors factors;
    private final Vault vault;
    private final Passwords passwords;
    private final TenantTransaction transaction;

    SignIn(
            JdbcClient jdbc,
            Callers callers,
            SignInLock lock,
            SecondFactors factors,
            Vault vault,
            Passwords passwords,
            TenantTransaction transaction) {
        this.jdbc = jdbc;
        this.passwords = passwords;
        this.transaction = transaction;
        this.callers = callers;
        this.lock = lock;
        this.factors = factors;
        this.vault = vault;
    }

    @Override
    public Authentication authenticate(Authentication authentication) {
        try {
            return signIn(authentication);
        } catch (DataAccessException | CannotCreateTransactionException e) {
            throw new AuthenticationServiceException("The database does not answer.", e);
        }
    }

    private Authentication signIn(Authentication authentication) {
        String email = authentication.getName();
        if (lock.isClosed(email)) {
            throw new LockedException("Too many attempts.");
        }
        String password = String.valueOf(authentication.getCredentials());
        var candidate =
                candidates(email).stream()
                        .filter(one -> passwords.matches(password, one.passwordHash()))
                        .findFirst();
        var account = candidate.flatMap(found -> callers.account(found.userId()));
        var authority = account.flatMap(found -> authority(found, authentication));
        if (authority.isEmpty()) {
            lock.failed(email);
            throw new BadCredentialsException("E-mail, password or code is wrong.");
        }
        lock.succeeded(email);
        var caller = account.orElseThrow().caller();
        renew(caller, candidate.orElseThrow(), password);
        return signedIn(caller, authority.get(), authentication);
    }

    /** Only now is the password known from which a better hash can be made. */
    private void renew(Caller caller, Candidate candidate, String password) {
        if (!passwords.isOld(candidate.passwordHash())) {
            return;
        }
        String hash = passwords.hash(password);
        transaction.write(
                caller,
                () ->
                        jdbc.sql(
                                        "update users set password_hash = ? where user_id = ? and password_hash = ?")
                                .params(hash, candidate.userId(), candidate.passwordHash())
                                .update());
    }

    /** Nothing, where the code is wrong. */
    private Optional<String> authority(Account account, Authentication authentication) {
        var caller = account.caller();
        String code =
                authentication.getDetails() instanceof SignInDetails details ? details.code() : "";
        if (caller.isPetParent()) {
            return Optional.of(caller.role().text());
        }
        return switch (factors.check(caller.userId(), account.email(), code)) {
            case RIGHT -> Optional.of(caller.role().text());
            case NOT_ENROLLED -> Optional.of(ENROL);
            case WRONG -> Optional.empty();
        };
    }

    private static Authentication signedIn(
            Caller caller, String authority, Authentication authentication) {
        var authorities = List.of(new SimpleGrantedAuthority(authority));
        // Framework types only: the issuer stores this object as JSON beside the refresh token.
        var user = new User(caller.userId().toString(), "", authorities);
        var signedIn = UsernamePasswordAuthenticationToken.authenticated(user, null, authorities);
        if (authentication.getDetails() instanceof WebAuthenticationDetails details) {
            signedIn.setDetails(
                    new WebAuthenticationDetails(
                            details.getRemoteAddress(), details.getSessionId()));
        }
        return signedIn;
    }

    @Override
    public boolean supports(Class<?> authentication) {
        return UsernamePasswordAuthenticationToken.class.isAssignableFrom(authentication);
    }

    private List<Candidate> candidates(String email) {
        String plain = email.strip().toLowerCase(Locale.ROOT);
        var found =
                jdbc.sql(
                                """
                                select user_id, password_hash from security.sign_in(?)
                                union all select user_id, password_hash from security.sign_in(?)
                                """)
                        .params(plain, vault.sealAlike(plain))
                        .query(
                                (row, number) ->
                                        new Candidate(
                                                row.getObject(1, UUID.class), row.getString(2)))
                        .list();
        // An unknown e-mail takes as long as a wrong password.
        return found.isEmpty()
                ? List.of(new Candidate(new UUID(0, 0), passwords.nobodys()))
                : found;
    }

    private record Candidate(UUID userId, String passwordHash) {}
}
