package com.bloompetos.api;

import com.bloompetos.api.access.Role;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors;
import org.springframework.security.test.web.servlet.setup.SecurityMockMvcConfigurers;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.request.RequestPostProcessor;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;
import org.springframework.web.context.WebApplicationContext;

/** The whole application, once for all tests, with a database that does not answer. */
public final class RunningApi {
    public static final ApiConfiguration CONFIGURATION =
            new ApiConfiguration(
                    8080,
                    "jdbc:postgresql://127.0.0.1:1/bloom?connectTimeout=1",
                    "api",
                    "owner",
                    URI.create("http://127.0.0.1:1"),
                    "reader",
                    "reader",
                    "indexer",
                    "127.0.0.1:1",
                    URI.create("http://127.0.0.1:1"),
                    temporaryKey(),
                    "",
                    new Safety(new byte[32], null, 1_000_000, false, null, null),
                    new Outside(URI.create("http://127.0.0.1:8080"), null, "bloom@localhost", null),
                    new Dashboards(URI.create("http://127.0.0.1:8081"), "of-this-test"),
                    null);
    private static final ConfigurableApplicationContext CONTEXT =
            OperationalApi.application(CONFIGURATION).run("--server.port=0");

    private RunningApi() {}

    /** Another configuration that differs in this alone. */
    public static ApiConfiguration with(Safety safety, Outside outside) {
        return new ApiConfiguration(
                CONFIGURATION.port(),
                CONFIGURATION.postgresUrl(),
                CONFIGURATION.postgresApiPassword(),
                CONFIGURATION.postgresOwnerPassword(),
                CONFIGURATION.clickhouseUrl(),
                CONFIGURATION.clickhouseUser(),
                CONFIGURATION.clickhousePassword(),
                CONFIGURATION.clickhouseIndexerPassword(),
                CONFIGURATION.kafka(),
                CONFIGURATION.registry(),
                CONFIGURATION.jwtKey(),
                CONFIGURATION.demoPassword(),
                safety,
                outside,
                CONFIGURATION.dashboards(),
                CONFIGURATION.languageModel());
    }

    public static <T> T bean(Class<T> type) {
        return CONTEXT.getBean(type);
    }

    public static <T> T bean(String name, Class<T> type) {
        return CONTEXT.getBean(name, type);
    }

    public static MockMvc http() {
        return MockMvcBuilders.webAppContextSetup((WebApplicationContext) CONTEXT)
                .apply(SecurityMockMvcConfigurers.springSecurity())
                .build();
    }

    /** A bearer of a token with this role. */
    public static RequestPostProcessor as(Role role) {
        return SecurityMockMvcRequestPostProcessors.jwt()
                .jwt(
                        token ->
                                token.subject(UUID.randomUUID().toString())
                                        .claim("organization_id", UUID.randomUUID().toString())
                                        .claim("role", role.text())
                                        .claim("branch_ids", List.of()))
                .authorities(role);
    }

    private static Path temporaryKey() {
        try {
            return Files.createTempDirectory("bloom-api").resolve("jwt.pem");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
