package com.bloompetos.api;

import java.lang.management.ManagementFactory;
import java.util.HashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/**
 * Starts the API: migrations first, as the owner of the schema, then everything else, as a role
 * behind the wall.
 */
@SpringBootApplication
public class OperationalApi {
    private static final Logger log = LoggerFactory.getLogger(OperationalApi.class);

    public static void main(String[] arguments) {
        ApiConfiguration configuration;
        try {
            configuration = ApiConfiguration.from(System.getenv());
        } catch (IllegalArgumentException e) {
            System.err.println(e.getMessage());
            System.exit(2);
            return;
        }
        log.info("start {}", configuration);
        Database.migrate(configuration);
        application(configuration).run(arguments);
        log.info("ready at {} after {} ms", configuration.issuer(), sinceJvmStart());
    }

    private static long sinceJvmStart() {
        return System.currentTimeMillis() - ManagementFactory.getRuntimeMXBean().getStartTime();
    }

    static SpringApplication application(ApiConfiguration configuration) {
        var application = new SpringApplication(OperationalApi.class);
        var settings = new HashMap<>(settings(configuration));
        var safety = configuration.safety();
        if (safety.certificate() != null && safety.certificateKey() != null) {
            settings.put("server.ssl.certificate", safety.certificate().toString());
            settings.put("server.ssl.certificate-private-key", safety.certificateKey().toString());
        }
        application.setDefaultProperties(settings);
        application.addInitializers(
                context ->
                        context.getBeanFactory()
                                .registerSingleton("apiConfiguration", configuration));
        return application;
    }

    /** The framework's own switches; none of them is meant to be turned from outside. */
    private static Map<String, Object> settings(ApiConfiguration configuration) {
        return Map.ofEntries(
                Map.entry("server.port", configuration.port()),
                Map.entry("server.address", "127.0.0.1"),
                Map.entry("server.shutdown", "graceful"),
                Map.entry("server.tomcat.threads.max", 32),
                Map.entry("server.tomcat.threads.min-spare", 4),
                Map.entry("server.servlet.session.cookie.name", "bloom_session"),
                Map.entry("server.servlet.session.cookie.same-site", "lax"),
                Map.entry("server.servlet.session.timeout", "12h"),
                // Scripts and styles only: what carries a secret beside foreign words stays as it
                // is.
                Map.entry("server.compression.enabled", true),
                Map.entry("server.compression.mime-types", "text/css,text/javascript"),
                Map.entry("spring.application.name", "operational-api"),
                Map.entry("spring.lifecycle.timeout-per-shutdown-phase", "5s"),
                Map.entry("spring.main.banner-mode", "off"),
                Map.entry("spring.main.log-startup-info", false),
                // Beans are made when first asked for; what must run by itself says @Lazy(false).
                Map.entry("spring.main.lazy-initialization", true),
                Map.entry("spring.jmx.enabled", false),
                Map.entry("spring.jackson.property-naming-strategy", "SNAKE_CASE"),
                Map.entry("spring.jackson.deserialization.fail-on-unknown-properties", true),
                Map.entry("spring.jackson.deserialization.accept-float-as-int", false),
                Map.entry("spring.jackson.mapper.allow-coercion-of-scalars", false),
                Map.entry("spring.web.resources.add-mappings", true),
                // Nobody uploads files; a part without a boundary would be a fault of ours.
                Map.entry("spring.servlet.multipart.enabled", false),
                Map.entry("management.endpoints.web.exposure.include", "health,insights"),
                Map.entry("management.endpoint.health.probes.enabled", false),
                Map.entry("management.health.diskspace.enabled", false),
                Map.entry("management.health.ssl.enabled", false),
                Map.entry("springdoc.swagger-ui.enabled", false),
                Map.entry("springdoc.paths-to-match", "/v1/**"),
                Map.entry("logging.level.root", "WARN"),
                // It warns of the API document, which is meant to be public.
                Map.entry("logging.level.org.springdoc.core.events", "ERROR"),
                Map.entry("logging.level.com.bloompetos", "INFO"));
    }
}
