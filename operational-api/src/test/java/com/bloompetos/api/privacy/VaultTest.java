package com.bloompetos.api.privacy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.bloompetos.api.RunningApi;
import org.junit.jupiter.api.Test;

class VaultTest {
    private final Vault vault = RunningApi.bean(Vault.class);

    @Test
    void whatIsSealedOpensAgainAndTellsNothing() {
        var sealed = vault.seal("allergic to penicillin");
        assertThat(sealed).startsWith("sealed1:").doesNotContain("penicillin");
        assertThat(vault.open(sealed)).isEqualTo("allergic to penicillin");
    }

    @Test
    void theSameTextLooksDifferentUnlessItMustBeFound() {
        assertThat(vault.seal("a@b.example")).isNotEqualTo(vault.seal("a@b.example"));
        assertThat(vault.sealAlike("a@b.example"))
                .isEqualTo(vault.sealAlike("a@b.example"))
                .isNotEqualTo(vault.sealAlike("b@b.example"))
                .isLowerCase();
    }

    @Test
    void plainTextIsReadAsItIs() {
        assertThat(vault.open("loaded by SQL")).isEqualTo("loaded by SQL");
    }

    @Test
    void aChangedLetterIsNoticed() {
        var sealed = vault.seal("note");
        var last = sealed.charAt(sealed.length() - 1) == '0' ? '1' : '0';
        assertThatThrownBy(() -> vault.open(sealed.substring(0, sealed.length() - 1) + last))
                .hasMessageContaining("data key");
    }
}
