package com.bloompetos.api;

import java.net.URI;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How this installation reaches people, and how they reach it.
 *
 * @param address what links in messages begin with
 * @param smtp such as smtp://user:password@mail.example:587; without one no e-mail goes out
 * @param messageHook what sends short messages; without one none go out
 */
public record Outside(URI address, @Nullable URI smtp, String mailFrom, @Nullable URI messageHook) {

    static Outside from(Map<String, String> environment, String issuer) {
        var address = uri(environment.get("BLOOM_ADDRESS"));
        return new Outside(
                address == null ? URI.create(issuer) : address,
                uri(environment.get("BLOOM_SMTP")),
                environment.getOrDefault("BLOOM_MAIL_FROM", "bloom@localhost"),
                uri(environment.get("BLOOM_MESSAGE_HOOK")));
    }

    private static @Nullable URI uri(@Nullable String text) {
        return text == null || text.isBlank() ? null : URI.create(text);
    }
}
