package com.bloompetos.api.reminder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.bloompetos.api.Outside;
import com.bloompetos.api.RunningApi;
import java.net.URI;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class EmailPortTest {
    @Test
    void aMessageIsHandedToTheServerAsItStands() throws Exception {
        try (var server = new SmtpServer("250 taken")) {
            var port = port(URI.create("smtp://127.0.0.1:" + server.port()));
            assertThat(port.isOpen()).isTrue();
            port.send(message());
            assertThat(server.heard())
                    .anyMatch(line -> line.startsWith("MAIL FROM:<front@bloom.example>"))
                    .anyMatch(line -> line.startsWith("RCPT TO:<ann@clients.example>"))
                    .contains("Subject: Rex comes tomorrow", "See you at ten.");
        }
    }

    @Test
    void whatIsTriedAgainHasTheSameIdAndForeignLettersArrive() throws Exception {
        try (var server = new SmtpServer("250 taken")) {
            var port = port(URI.create("smtp://127.0.0.1:" + server.port()));
            var id = new UUID(1, 2);
            for (int attempt = 0; attempt < 2; attempt++) {
                port.send("ann@clients.example", "Grüße", "Ein Körbchen für 5 €.\n", id);
            }
            assertThat(server.heard())
                    .filteredOn(line -> line.equals("Message-ID: <" + id + "@bloompetos>"))
                    .hasSize(2);
            assertThat(server.heard())
                    .anyMatch(line -> line.startsWith("Subject: =?UTF-8?"))
                    .anyMatch(line -> line.contains("charset=UTF-8"));
        }
    }

    @Test
    void aServerThatWillNotIsTold() throws Exception {
        try (var server = new SmtpServer("554 no")) {
            var port = port(URI.create("smtp://127.0.0.1:" + server.port()));
            assertThatThrownBy(() -> port.send(message())).isInstanceOf(NotHandedOver.class);
        }
    }

    @Test
    void aPasswordIsNotSaidInTheOpen() throws Exception {
        try (var server = new SmtpServer("250 taken")) {
            var port = port(URI.create("smtp://me:secret@127.0.0.1:" + server.port()));
            assertThatThrownBy(() -> port.send(message())).isInstanceOf(NotHandedOver.class);
            assertThat(server.heard()).noneMatch(line -> line.startsWith("AUTH"));
        }
    }

    @Test
    void withoutAServerNothingGoesOut() {
        assertThat(port(null).isOpen()).isFalse();
    }

    private static EmailPort port(@Nullable URI smtp) {
        var outside =
                new Outside(URI.create("http://bloom.example"), smtp, "front@bloom.example", null);
        return new EmailPort(RunningApi.with(RunningApi.CONFIGURATION.safety(), outside));
    }

    private static Message message() {
        return new Message(
                UUID.randomUUID(),
                UUID.randomUUID(),
                UUID.randomUUID(),
                "email",
                "ann@clients.example",
                "Rex comes tomorrow",
                "See you at ten.\n");
    }
}
