package com.bloompetos.api.reminder;

import com.bloompetos.api.ApiConfiguration;
import com.bloompetos.api.Outside;
import jakarta.mail.MessagingException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Properties;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.mail.MailException;
import org.springframework.mail.javamail.JavaMailSenderImpl;
import org.springframework.mail.javamail.MimeMessageHelper;
import org.springframework.stereotype.Component;

/** E-mail by SMTP. */
@Component
public class EmailPort implements NotificationPort {
    private static final String TIMEOUT_MILLIS = "5000";

    private final Outside outside;
    private final @Nullable JavaMailSenderImpl sender;

    EmailPort(ApiConfiguration configuration) {
        this.outside = configuration.outside();
        this.sender = outside.smtp() == null ? null : sender(outside.smtp());
    }

    @Override
    public String channel() {
        return "email";
    }

    @Override
    public boolean isOpen() {
        return sender != null;
    }

    @Override
    public boolean needsPhone() {
        return false;
    }

    @Override
    public void send(Message message) throws NotHandedOver {
        send(message.recipient(), message.subject(), message.body(), message.reminderId());
    }

    /**
     * Returns when the server has taken it.
     *
     * @param id the same when it is tried again: a mail box that has it already shows it once
     */
    public void send(String recipient, String subject, String body, UUID id) throws NotHandedOver {
        if (sender == null) {
            throw new NotHandedOver("There is no SMTP server.");
        }
        try {
            var mail = sender.createMimeMessage();
            var helper = new MimeMessageHelper(mail, StandardCharsets.UTF_8.name());
            helper.setFrom(outside.mailFrom());
            helper.setTo(recipient);
            helper.setSubject(subject);
            helper.setText(body);
            mail.setHeader("Message-ID", "<%s@bloompetos>".formatted(id));
            sender.send(mail);
        } catch (MailException | MessagingException e) {
            throw new NotHandedOver(e.getClass().getSimpleName());
        }
    }

    private static JavaMailSenderImpl sender(URI server) {
        var sender = new JavaMailSenderImpl();
        sender.setHost(server.getHost());
        sender.setPort(server.getPort() < 0 ? 587 : server.getPort());
        var properties = new Properties();
        properties.setProperty("mail.smtp.connectiontimeout", TIMEOUT_MILLIS);
        properties.setProperty("mail.smtp.timeout", TIMEOUT_MILLIS);
        if (server.getUserInfo() != null) {
            var parts = server.getUserInfo().split(":", 2);
            sender.setUsername(parts[0]);
            sender.setPassword(parts.length > 1 ? parts[1] : "");
            properties.setProperty("mail.smtp.auth", "true");
            // A password goes out under TLS or not at all.
            properties.setProperty("mail.smtp.starttls.required", "true");
        }
        sender.setJavaMailProperties(properties);
        return sender;
    }
}
