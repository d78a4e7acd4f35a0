package com.bloompetos.api.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;

class PageWishTest {
    private static final UUID A = UUID.randomUUID();
    private static final UUID B = UUID.randomUUID();

    @BeforeEach
    void ask() {
        var request = new MockHttpServletRequest("GET", "/v1/pets");
        request.setQueryString("limit=1&user_id=x");
        RequestContextHolder.setRequestAttributes(new ServletRequestAttributes(request));
    }

    @AfterEach
    void end() {
        RequestContextHolder.resetRequestAttributes();
    }

    @Test
    void oneRowMoreThanWantedIsAPageMore() {
        var answer = PageWish.of("1", null).answer(List.of(A, B), id -> id);
        assertThat(answer.getBody()).containsExactly(A);
        var cursor = answer.getHeaders().getFirst("X-Bloom-Next");
        assertThat(answer.getHeaders().getFirst("Link"))
                .isEqualTo("</v1/pets?limit=1&user_id=x&cursor=" + cursor + ">; rel=\"next\"");
        assertThat(PageWish.of("1", cursor).before()).isEqualTo(A);
    }

    @Test
    void theLastPageHasNoNext() {
        var answer = PageWish.of("2", null).answer(List.of(A, B), id -> id);
        assertThat(answer.getHeaders().getFirst("Link")).isNull();
    }

    @Test
    void limitsAreLimited() {
        for (var limit : new String[] {"0", "201", "-1", "x", ""}) {
            assertThatThrownBy(() -> PageWish.of(limit, null)).hasMessageContaining("1 to 200");
        }
        assertThatThrownBy(() -> PageWish.of(null, "?")).hasMessageContaining("cursor");
    }
}
