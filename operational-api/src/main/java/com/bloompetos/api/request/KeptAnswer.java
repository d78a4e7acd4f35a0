package com.bloompetos.api.request;

import com.bloompetos.api.position.Position;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.web.util.ContentCachingResponseWrapper;

/** An answer as it was first given. */
record KeptAnswer(int status, Map<String, String> headers, String body) {
    private static final List<String> KEPT = List.of("Content-Type", "Location", Position.HEADER);
    private static final String TRY_AGAIN = "urn:bloompetos:problem:try-again";

    static KeptAnswer of(ContentCachingResponseWrapper response) {
        var headers = new TreeMap<String, String>();
        for (var name : KEPT) {
            String value =
                    name.equals("Content-Type")
                            ? response.getContentType()
                            : response.getHeader(name);
            if (value != null) {
                headers.put(name, value);
            }
        }
        return new KeptAnswer(
                response.getStatus(),
                headers,
                new String(response.getContentAsByteArray(), StandardCharsets.UTF_8));
    }

    /** Conflicts and values that cannot be accepted; not: be patient. */
    boolean isFinal() {
        return (status == 409 || status == 422) && !body.contains(TRY_AGAIN);
    }

    void replay(HttpServletResponse response) {
        response.setStatus(status);
        headers.forEach(response::setHeader);
        response.setHeader(AnswerOnce.REPLAYED, "true");
        try {
            response.getOutputStream().write(body.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
