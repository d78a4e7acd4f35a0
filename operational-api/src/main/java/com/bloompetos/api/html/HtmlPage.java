package com.bloompetos.api.html;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.springframework.core.io.ClassPathResource;

/** Pages from the jar, with words in double braces for their maker to replace. */
public final class HtmlPage {
    private static final String FRAME = read("frame.html");

    private HtmlPage() {}

    /** The frame that all pages for people share, around this body. */
    public static String framed(String name, String body) {
        return FRAME.replace("{{name}}", name).replace("{{body}}", body);
    }

    public static String read(String file) {
        try {
            return new ClassPathResource("pages/" + file)
                    .getContentAsString(StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new IllegalStateException("The page " + file + " is missing from the jar", e);
        }
    }
}
