package com.bloompetos.api.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SigningKeyTest {
    @TempDir Path directory;

    @Test
    void aRestartSignsWithTheSameKey() {
        var file = directory.resolve("deep/jwt.pem");
        assertThat(SigningKey.at(file)).isEqualTo(SigningKey.at(file));
    }

    @Test
    void theKeyIsItsOwnersAlone() throws Exception {
        var file = directory.resolve("jwt.pem");
        SigningKey.at(file);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
    }

    @Test
    void aFileThatIsNoKeyIsNamed() throws Exception {
        var file = Files.writeString(directory.resolve("jwt.pem"), "not a key");
        assertThatThrownBy(() -> SigningKey.at(file)).hasMessageContaining(file.toString());
    }
}
