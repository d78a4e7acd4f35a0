package com.bloompetos.api.request;

import com.bloompetos.api.ApiConfiguration;
import com.bloompetos.api.problem.Problem;
import io.github.bucket4j.Bucket;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.servlet.HandlerExceptionResolver;

/**
 * So many requests a second of one person, ten times as many at once after a pause. Each process
 * counts for itself: a limit that is shared would cost a round trip for every request.
 */
@Component
class RateLimit extends OncePerRequestFilter {
    private static final int BURST_SECONDS = 10;
    private static final int MOST_CLIENTS = 20_000;

    private final int perSecond;
    private final HandlerExceptionResolver problems;
    private final Map<String, Bucket> buckets =
            Collections.synchronizedMap(
                    new LinkedHashMap<>(256, 0.75f, true) {
                        private static final long serialVersionUID = 1;

                        @Override
                        protected boolean removeEldestEntry(Map.Entry<String, Bucket> eldest) {
                            return size() > MOST_CLIENTS;
                        }
                    });

    RateLimit(
            ApiConfiguration configuration,
            @Qualifier("handlerExceptionResolver") HandlerExceptionResolver problems) {
        this.perSecond = configuration.safety().requestsPerSecond();
        this.problems = problems;
    }

    @Override
    protected void doFilterInternal(
            HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        var person = request.getUserPrincipal();
        String client = person == null ? request.getRemoteAddr() : person.getName();
        var probe =
                buckets.computeIfAbsent(client, c -> newBucket()).tryConsumeAndReturnRemaining(1);
        response.setHeader("RateLimit-Limit", String.valueOf((long) perSecond * BURST_SECONDS));
        response.setHeader("RateLimit-Remaining", String.valueOf(probe.getRemainingTokens()));
        response.setHeader("RateLimit-Reset", seconds(probe.getNanosToWaitForReset()));
        if (probe.isConsumed()) {
            chain.doFilter(request, response);
            return;
        }
        response.setHeader("Retry-After", seconds(probe.getNanosToWaitForRefill()));
        problems.resolveException(request, response, null, Problem.tooMany());
    }

    private Bucket newBucket() {
        return Bucket.builder()
                .addLimit(
                        limit ->
                                limit.capacity((long) perSecond * BURST_SECONDS)
                                        .refillGreedy(perSecond, Duration.ofSeconds(1)))
                .build();
    }

    /** Rounded up: who comes back then is let in. */
    private static String seconds(long nanos) {
        long second = TimeUnit.SECONDS.toNanos(1);
        return String.valueOf((nanos + second - 1) / second);
    }
}
