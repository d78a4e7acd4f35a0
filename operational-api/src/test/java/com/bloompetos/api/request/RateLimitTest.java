package com.bloompetos.api.request;

import static org.assertj.core.api.Assertions.assertThat;

import com.bloompetos.api.RunningApi;
import com.bloompetos.api.Safety;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.web.servlet.HandlerExceptionResolver;

class RateLimitTest {
    private static final int BURST = 10;

    private final AtomicInteger served = new AtomicInteger();
    private final RateLimit limit =
            new RateLimit(
                    RunningApi.with(
                            new Safety(new byte[32], null, 1, false, null, null),
                            RunningApi.CONFIGURATION.outside()),
                    RunningApi.bean("handlerExceptionResolver", HandlerExceptionResolver.class));

    @Test
    void whoAsksTooOftenIsToldWhenToComeBack() throws Exception {
        var answer = ask("192.0.2.1");
        assertThat(answer.getStatus()).isEqualTo(200);
        assertThat(answer.getHeader("RateLimit-Limit")).isEqualTo("10");
        assertThat(answer.getHeader("RateLimit-Remaining")).isEqualTo("9");
        // On a slow machine a token may come back meanwhile.
        for (int i = 0; i < 3 * BURST && answer.getStatus() == 200; i++) {
            answer = ask("192.0.2.1");
        }
        assertThat(answer.getStatus()).isEqualTo(429);
        assertThat(answer.getHeader("Retry-After")).isEqualTo("1");
        assertThat(answer.getHeader("RateLimit-Remaining")).isEqualTo("0");
        assertThat(answer.getHeader("RateLimit-Reset")).isEqualTo("10");
        assertThat(answer.getContentType()).startsWith("application/problem+json");
        assertThat(answer.getContentAsString())
                .contains("urn:bloompetos:problem:too-many-requests");
        assertThat(served.get()).isBetween(BURST, 3 * BURST);
    }

    @Test
    void oneClientsHasteIsNobodyElses() throws Exception {
        for (int i = 0; i <= BURST; i++) {
            ask("192.0.2.2");
        }
        assertThat(ask("192.0.2.3").getStatus()).isEqualTo(200);
    }

    private MockHttpServletResponse ask(String address) throws Exception {
        var request = new MockHttpServletRequest("GET", "/v1/branches");
        request.setRemoteAddr(address);
        var response = new MockHttpServletResponse();
        limit.doFilter(request, response, (in, out) -> served.incrementAndGet());
        return response;
    }
}
