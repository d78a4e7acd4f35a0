package com.bloompetos.api.request;

import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** What makes a request the same request: its address and every byte of its body. */
final class RequestHash {
    private RequestHash() {}

    static byte[] of(HttpServletRequest request, byte[] body) {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            var line =
                    request.getMethod()
                            + " "
                            + request.getRequestURI()
                            + "?"
                            + request.getQueryString()
                            + "\n";
            digest.update(line.getBytes(StandardCharsets.UTF_8));
            return digest.digest(body);
        } catch (NoSuchAlgorithmException everyJdkHasIt) {
            throw new IllegalStateException(everyJdkHasIt);
        }
    }
}
