package com.bloompetos.api;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A model that may say an insight in other words; without one every sentence is the template's.
 *
 * @param url of an OpenAI-compatible service, such as http://127.0.0.1:11434/v1
 * @param key by which the service knows this installation; empty where it wants none
 */
public record LanguageModel(URI url, String model, String key) {

    static @Nullable LanguageModel from(Map<String, String> environment) {
        var url = environment.getOrDefault("BLOOM_LLM_URL", "");
        return url.isBlank()
                ? null
                : new LanguageModel(
                        URI.create(url.replaceAll("/+$", "")),
                        ApiConfiguration.required(environment, "BLOOM_LLM_MODEL"),
                        key(environment));
    }

    private static String key(Map<String, String> environment) {
        var file = environment.getOrDefault("BLOOM_LLM_KEY_FILE", "");
        if (file.isBlank()) {
            return environment.getOrDefault("BLOOM_LLM_KEY", "");
        }
        try {
            return Files.readString(Path.of(file)).strip();
        } catch (IOException e) {
            throw new UncheckedIOException("BLOOM_LLM_KEY_FILE cannot be read", e);
        }
    }

    /** What the log shows at start. */
    @Override
    public String toString() {
        return model + " at " + url;
    }
}
