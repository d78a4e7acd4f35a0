package com.bloompetos.api.access;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;

class PasswordsTest {
    private final Passwords passwords = new Passwords();

    @Test
    void aNewHashIsArgon2idWithTheCostsThatWereChosen() {
        var hash = passwords.hash("correct horse");
        assertThat(hash).startsWith("{argon2}$argon2id$v=19$m=19456,t=2,p=1$");
        assertThat(passwords.matches("correct horse", hash)).isTrue();
        assertThat(passwords.matches("wrong horse", hash)).isFalse();
        assertThat(passwords.isOld(hash)).isFalse();
    }

    @Test
    void aHashOfBcryptIsGoodAndOldWhetherItSaysSoOrNot() {
        var plain = new BCryptPasswordEncoder(4).encode("correct horse");
        assertThat(passwords.matches("correct horse", plain)).isTrue();
        assertThat(passwords.matches("correct horse", "{bcrypt}" + plain)).isTrue();
        assertThat(passwords.isOld(plain)).isTrue();
        assertThat(passwords.isOld("{bcrypt}" + plain)).isTrue();
    }

    @Test
    void nobodysHashHasNoPassword() {
        assertThat(passwords.matches("", passwords.nobodys())).isFalse();
    }
}
