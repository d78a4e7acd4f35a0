package com.bloompetos.api.access;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Set;

/** What a browser may load for a page: our own files, and nothing that stands within the page. */
final class PagePolicy {
    private static final String HEADER = "Content-Security-Policy";

    /** Whoever frames a page could make people click on it. */
    private static final String NEVER =
            "default-src 'none'; base-uri 'none'; frame-ancestors 'none'";

    private static final String BOARD =
            NEVER
                    + "; script-src 'self'; style-src 'self'; font-src 'self'; img-src 'self' data:;"
                    + " connect-src 'self'; form-action 'self'";

    /**
     * Forms without a script. Where they lead, other programs' addresses included, is the issuer's
     * to say.
     */
    private static final String FORM = NEVER + "; style-src 'unsafe-inline'; img-src 'self' data:";

    private static final Set<String> BOARDS = Set.of("/", "/index.html");

    private PagePolicy() {}

    static void write(HttpServletRequest request, HttpServletResponse response) {
        response.setHeader(HEADER, BOARDS.contains(request.getServletPath()) ? BOARD : FORM);
    }
}
