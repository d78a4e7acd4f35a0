package com.bloompetos.api.payment;

import com.bloompetos.api.ApiConfiguration;
import java.net.URI;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Map;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;
import tools.jackson.databind.ObjectMapper;

/**
 * Which provider moves the money of cards: {@code BLOOM_PAYMENT_PROVIDER} is {@code local} (the
 * default) or {@code stripe}, which needs {@code BLOOM_STRIPE_KEY} and {@code
 * BLOOM_PAYMENT_WEBHOOK_SECRET}.
 */
@Configuration(proxyBeanMethods = false)
class PaymentConfiguration {
    private static final URI STRIPE = URI.create("https://api.stripe.com");

    /** Made at start: a provider without its secrets is noticed then, not with the first card. */
    @Bean
    @Lazy(false)
    WebhookSignature webhookSignature() {
        var environment = System.getenv();
        if (isStripe(environment)) {
            return new WebhookSignature(required(environment, "BLOOM_PAYMENT_WEBHOOK_SECRET"));
        }
        // The local provider lives in this process: nobody else needs to know its secret.
        String given = environment.getOrDefault("BLOOM_PAYMENT_WEBHOOK_SECRET", "");
        return new WebhookSignature(given.isBlank() ? random() : given);
    }

    @Bean
    @Lazy(false)
    PaymentProvider paymentProvider(
            ApiConfiguration configuration, WebhookSignature signature, ObjectMapper json) {
        var environment = System.getenv();
        if (isStripe(environment)) {
            return new StripeProvider(STRIPE, required(environment, "BLOOM_STRIPE_KEY"), json);
        }
        return new LocalProvider(
                URI.create("http://127.0.0.1:" + configuration.port() + "/webhooks/payments"),
                signature,
                json);
    }

    private static boolean isStripe(Map<String, String> environment) {
        String provider = environment.getOrDefault("BLOOM_PAYMENT_PROVIDER", "local");
        return switch (provider) {
            case "stripe" -> true;
            case "local" -> false;
            default ->
                    throw new IllegalArgumentException(
                            "BLOOM_PAYMENT_PROVIDER is local or stripe, not " + provider);
        };
    }

    private static String required(Map<String, String> environment, String name) {
        String value = environment.get(name);
        if (value == null || value.isBlank()) {
            throw new IllegalArgumentException(name + " is not set");
        }
        return value;
    }

    private static String random() {
        var bytes = new byte[32];
        new SecureRandom().nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }
}
