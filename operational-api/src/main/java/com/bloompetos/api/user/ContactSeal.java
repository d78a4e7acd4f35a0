package com.bloompetos.api.user;

import com.bloompetos.api.access.Caller;
import com.bloompetos.api.access.TenantTransaction;
import com.bloompetos.api.background.Round;
import com.bloompetos.api.privacy.Vault;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Seals contact data that came into the database in plain letters, by a load or from before there
 * was a data key. Until then it is read as it is.
 */
@Component
class ContactSeal implements Round {
    private static final int AT_ONCE = 500;

    private final TenantTransaction transaction;
    private final JdbcClient jdbc;
    private final Vault vault;

    ContactSeal(TenantTransaction transaction, JdbcClient jdbc, Vault vault) {
        this.transaction = transaction;
        this.jdbc = jdbc;
        this.vault = vault;
    }

    @Override
    public String name() {
        return "contact-seal";
    }

    @Override
    public Duration pause() {
        return Duration.ofSeconds(20);
    }

    @Override
    public void go() {
        var organizations =
                jdbc.sql("select * from security.organizations()").query(UUID.class).list();
        for (var organization : organizations) {
            transaction.write(Caller.ofProgram(organization), this::sealSome);
        }
    }

    private int sealSome() {
        var plain =
                jdbc.sql(
                                """
                                select user_id, email, phone_number from users
                                where email not like 'sealed1:%%' and email not like '%%@erased.invalid'
                                limit %d for update skip locked
                                """
                                        .formatted(AT_ONCE))
                        .query(Contact.class)
                        .list();
        if (!plain.isEmpty()) {
            seal(plain);
        }
        return plain.size();
    }

    private void seal(List<Contact> plain) {
        jdbc.sql(
                        """
                        update users u set email = v.email, phone_number = v.phone
                        from unnest(cast(:ids as uuid[]), cast(:emails as text[]), cast(:phones as text[])) as v (user_id, email, phone)
                        where u.user_id = v.user_id
                        """)
                .param("ids", plain.stream().map(Contact::userId).toArray(UUID[]::new))
                .param(
                        "emails",
                        plain.stream()
                                .map(contact -> vault.sealAlike(contact.email()))
                                .toArray(String[]::new))
                .param(
                        "phones",
                        plain.stream()
                                .map(contact -> sealedOnce(contact.phoneNumber()))
                                .toArray(String[]::new))
                .update();
    }

    private @Nullable String sealedOnce(@Nullable String text) {
        return vault.sealIfAny(vault.openIfAny(text));
    }

    private record Contact(UUID userId, String email, @Nullable String phoneNumber) {}
}
