package com.bloompetos.api.reminder;

import com.bloompetos.api.ApiConfiguration;
import com.bloompetos.api.Outside;
import java.net.URI;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import org.springframework.mail.MailException;
import org.springframework.mail.SimpleMailMessage;
import org.springframework.mail.javamail.JavaMailSenderImpl;
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
        send(message.recipient(), message.subject(), message.body());
    }

    /** Returns when the server has taken it. */
    public void send(String recipient, String subject, String body) throws NotHandedOver {
        if (sender == null) {
            throw new NotHandedOver("There is no SMTP server.");
        }
        var mail = new SimpleMailMessage();
        mail.setFrom(outside.mailFrom());
        mail.setTo(recipient);
        mail.setSubject(subject);
        mail.setText(body);
        try {
            sender.send(mail);
        } catch (MailException e) {
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
