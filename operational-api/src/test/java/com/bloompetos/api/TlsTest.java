package com.bloompetos.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.Base64;
import java.util.Map;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The API as its two settings make it speak, with a certificate that is made for the test. */
class TlsTest {
    private static final char[] PASSWORD = "changeit".toCharArray();

    @TempDir Path directory;

    @Test
    void twoSettingsMakeTheApiSpeakTls() throws Exception {
        var certificate = directory.resolve("tls.crt");
        var key = directory.resolve("tls.key");
        var store = write(certificate, key);
        var safety = new Safety(new byte[32], null, 1_000_000, false, certificate, key);
        var configuration = RunningApi.with(safety, RunningApi.CONFIGURATION.outside());
        assertThat(configuration.issuer()).startsWith("https://");
        try (var api = OperationalApi.application(configuration).run("--server.port=0")) {
            var port = api.getEnvironment().getProperty("local.server.port");
            var request =
                    HttpRequest.newBuilder(URI.create("https://localhost:" + port + "/v3/api-docs"))
                            .build();
            var trusting = HttpClient.newBuilder().sslContext(trusting(store)).build();
            var answer = trusting.send(request, BodyHandlers.ofString());
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.sslSession()).isPresent();
            assertThatThrownBy(
                            () -> HttpClient.newHttpClient().send(request, BodyHandlers.ofString()))
                    .isInstanceOf(SSLHandshakeException.class);
        }
    }

    @Test
    void oneSettingWithoutTheOtherIsRefusedAtStart() {
        assertThatThrownBy(
                        () ->
                                Safety.from(
                                        Map.of(
                                                "BLOOM_DATA_KEY",
                                                Base64.getEncoder().encodeToString(new byte[32]),
                                                "BLOOM_TLS_CERTIFICATE",
                                                "/somewhere/tls.crt")))
                .hasMessageContaining("BLOOM_TLS_KEY");
    }

    private KeyStore write(Path certificate, Path key) throws Exception {
        var file = directory.resolve("tls.p12");
        var keytool =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "keytool")
                                        .toString(),
                                "-genkeypair",
                                "-alias",
                                "tls",
                                "-keyalg",
                                "RSA",
                                "-dname",
                                "CN=localhost",
                                "-ext",
                                "san=dns:localhost,ip:127.0.0.1",
                                "-storetype",
                                "PKCS12",
                                "-keystore",
                                file.toString(),
                                "-storepass",
                                new String(PASSWORD))
                        .inheritIO()
                        .start();
        assertThat(keytool.waitFor()).isZero();
        var store = KeyStore.getInstance("PKCS12");
        try (var in = Files.newInputStream(file)) {
            store.load(in, PASSWORD);
        }
        Files.writeString(
                certificate, pem("CERTIFICATE", store.getCertificate("tls").getEncoded()));
        Files.writeString(key, pem("PRIVATE KEY", store.getKey("tls", PASSWORD).getEncoded()));
        return store;
    }

    private static String pem(String kind, byte[] der) {
        return "-----BEGIN %1$s-----%n%2$s%n-----END %1$s-----%n"
                .formatted(kind, Base64.getMimeEncoder().encodeToString(der));
    }

    private static SSLContext trusting(KeyStore store) throws Exception {
        var trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        trusted.setCertificateEntry("tls", store.getCertificate("tls"));
        var managers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        managers.init(trusted);
        var context = SSLContext.getInstance("TLS");
        context.init(null, managers.getTrustManagers(), null);
        return context;
    }
}
