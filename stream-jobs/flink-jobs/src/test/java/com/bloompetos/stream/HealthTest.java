package com.bloompetos.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Map;
import org.junit.jupiter.api.Test;

class HealthTest {
    @Test
    void allJobsMustRun() throws Exception {
        var well = ask(Map.of("mirror", "RUNNING"));
        assertThat(well.statusCode()).isEqualTo(200);
        assertThat(well.body())
                .isEqualTo("{\"state\":\"running\",\"jobs\":{\"mirror\":\"RUNNING\"}}");
        assertThat(ask(Map.of("mirror", "RESTARTING")).statusCode()).isEqualTo(503);
    }

    private static HttpResponse<String> ask(Map<String, String> states) throws Exception {
        try (var health = new Health(0, () -> states)) {
            var request =
                    HttpRequest.newBuilder(
                                    URI.create("http://127.0.0.1:" + health.port() + "/health"))
                            .build();
            return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
        }
    }
}
