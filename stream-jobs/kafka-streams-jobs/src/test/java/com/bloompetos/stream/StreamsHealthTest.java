package com.bloompetos.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class StreamsHealthTest {
    @Test
    void itIsWellOnlyWhileItRuns() throws Exception {
        var state = new AtomicReference<>("REBALANCING");
        var server = StreamsHealth.serve(0, "no-show-risk", state::get);
        try {
            var uri = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/health");
            assertThat(get(uri).statusCode()).isEqualTo(503);
            state.set("RUNNING");
            assertThat(get(uri).statusCode()).isEqualTo(200);
            assertThat(get(uri).body())
                    .isEqualTo("{\"state\":\"RUNNING\",\"jobs\":{\"no-show-risk\":\"RUNNING\"}}");
        } finally {
            server.stop(0);
        }
    }

    private static HttpResponse<String> get(URI uri) throws Exception {
        return HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
    }
}
