package com.bloompetos.local.runner;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The bookings' side must work while the streams and the warehouse are away. */
@ExtendWith(SharedApiStack.class)
class ApiStackIT {
    private final ApiStack stack = SharedApiStack.get();

    @Test
    void theApiServesWithoutStreamsAndWarehouse() throws Exception {
        var organization = UUID.randomUUID();
        var branch = UUID.randomUUID();
        var brand = UUID.randomUUID();
        var franchise = UUID.randomUUID();
        try (var connection = stack.owner(organization);
                var statement = connection.createStatement()) {
            statement.execute(
                    "insert into organizations values ('%s', 'Chain', 'USD')"
                            .formatted(organization));
            statement.execute(
                    "insert into brands values ('%s', '%s', 'Brand')"
                            .formatted(brand, organization));
            statement.execute(
                    "insert into franchises values ('%s', '%s', '%s', 'Franchise')"
                            .formatted(franchise, organization, brand));
            statement.execute(
                    "insert into branches values ('%s', '%s', '%s', 'Riverside', 'UTC')"
                            .formatted(branch, organization, franchise));
        }
        var token = stack.token(organization, UUID.randomUUID(), "admin", List.of());
        var answer =
                HttpClient.newHttpClient()
                        .send(
                                HttpRequest.newBuilder(URI.create(stack.apiUrl() + "/v1/branches"))
                                        .header("Authorization", "Bearer " + token)
                                        .build(),
                                BodyHandlers.ofString());
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).contains(branch.toString());
    }
}
