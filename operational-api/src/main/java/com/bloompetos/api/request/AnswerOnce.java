package com.bloompetos.api.request;

import com.bloompetos.api.access.Caller;
import com.bloompetos.api.access.Callers;
import com.bloompetos.api.access.TenantTransaction;
import com.bloompetos.api.problem.Problem;
import com.bloompetos.api.problem.ProblemType;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Set;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.security.core.Authentication;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.servlet.HandlerExceptionResolver;
import org.springframework.web.util.ContentCachingResponseWrapper;

/**
 * A POST with an Idempotency-Key happens once. The whole request runs in one transaction together
 * with the row that keeps its answer: a crash leaves both or neither. The rules are Stripe's
 * (docs.stripe.com/api/idempotent_requests): the first answer is given again for a day, and the
 * same key with another body is refused.
 */
@Component
class AnswerOnce extends OncePerRequestFilter {
    static final String KEY = "Idempotency-Key";
    static final String REPLAYED = "Idempotent-Replayed";
    private static final int LONGEST_KEY = 255;
    private static final int LARGEST_BODY = 256 * 1024;
    private static final Set<String> WITH_BODY = Set.of("POST", "PUT", "PATCH");

    private final ObjectProvider<Callers> callers;
    private final ObjectProvider<TenantTransaction> transaction;
    private final ObjectProvider<KeptAnswers> answers;
    private final HandlerExceptionResolver problems;

    AnswerOnce(
            ObjectProvider<Callers> callers,
            ObjectProvider<TenantTransaction> transaction,
            ObjectProvider<KeptAnswers> answers,
            @Qualifier("handlerExceptionResolver") HandlerExceptionResolver problems) {
        this.callers = callers;
        this.transaction = transaction;
        this.answers = answers;
        this.problems = problems;
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return !WITH_BODY.contains(request.getMethod());
    }

    @Override
    protected void doFilterInternal(
            HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        byte[] body = request.getInputStream().readNBytes(LARGEST_BODY + 1);
        if (body.length > LARGEST_BODY) {
            problems.resolveException(request, response, null, Problem.tooLarge(LARGEST_BODY));
            return;
        }
        var kept = new KeptBody(request, body);
        String key = request.getHeader(KEY);
        if (key == null
                || !request.getMethod().equals("POST")
                || !(request.getUserPrincipal() instanceof Authentication person)) {
            chain.doFilter(kept, response);
            return;
        }
        try {
            if (key.isBlank() || key.length() > LONGEST_KEY) {
                throw Problem.invalid(
                        ProblemType.INVALID_FIELD,
                        KEY,
                        "A key has 1 to %d characters.".formatted(LONGEST_KEY));
            }
            var caller = callers.getObject().of(person);
            var asked = new Asked(key, RequestHash.of(request, body));
            answer(caller, asked, kept, response, chain);
        } catch (RuntimeException refused) {
            if (refused instanceof Broken broken) {
                broken.rethrow();
            }
            if (response.isCommitted()) {
                throw refused;
            }
            response.reset();
            problems.resolveException(request, response, null, refused);
        }
    }

    private void answer(
            Caller caller,
            Asked asked,
            HttpServletRequest request,
            HttpServletResponse response,
            FilterChain chain)
            throws IOException {
        var given = new ContentCachingResponseWrapper(response);
        try {
            transaction
                    .getObject()
                    .around(
                            caller,
                            () -> {
                                var before = answers.getObject().find(asked);
                                if (before != null) {
                                    before.replay(given);
                                    return null;
                                }
                                work(chain, request, given);
                                if (given.getStatus() >= 400) {
                                    throw new Refused();
                                }
                                answers.getObject().keep(caller, asked, KeptAnswer.of(given));
                                return null;
                            });
        } catch (Refused refused) {
            keepRefusal(caller, asked, given);
        } catch (TransactionException atCommit) {
            given.reset();
            throw atCommit;
        }
        given.copyBodyToResponse();
    }

    /**
     * A refusal by the rules of the business is an answer, too; what could not be read, was not
     * allowed or broke may be tried again with the same key. Nothing was written, so that it may
     * have a transaction of its own.
     */
    private void keepRefusal(Caller caller, Asked asked, ContentCachingResponseWrapper given) {
        var refusal = KeptAnswer.of(given);
        if (refusal.isFinal()) {
            transaction
                    .getObject()
                    .around(
                            caller,
                            () -> {
                                if (answers.getObject().find(asked) == null) {
                                    answers.getObject().keep(caller, asked, refusal);
                                }
                                return null;
                            });
        }
    }

    private static void work(
            FilterChain chain, HttpServletRequest request, HttpServletResponse given) {
        try {
            chain.doFilter(request, given);
        } catch (IOException | ServletException e) {
            throw new Broken(e);
        }
    }

    /** A key and what was asked under it. */
    record Asked(String key, byte[] requestHash) {}

    /** Ends the transaction without a trace; the answer is written already. */
    private static final class Refused extends RuntimeException {
        private static final long serialVersionUID = 1;

        Refused() {
            super(null, null, false, false);
        }
    }

    /** Carries a checked exception through the transaction. */
    private static final class Broken extends RuntimeException {
        private static final long serialVersionUID = 1;

        Broken(Exception cause) {
            super(cause);
        }

        void rethrow() throws IOException, ServletException {
            if (getCause() instanceof IOException io) {
                throw io;
            }
            if (getCause() instanceof ServletException servlet) {
                throw servlet;
            }
        }
    }
}
