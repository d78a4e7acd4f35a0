package com.bloompetos.local.clickhouse.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.bloompetos.local.clickhouse.engine.EngineException;
import com.bloompetos.local.clickhouse.engine.StatementClass;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UsersTest {
    private static final String HASH_OF_SECRET =
            "2bb80d537b1da3e38bd30361aa855686bde0eacd7162fef6a25fe97bf527a25b";

    @TempDir private Path directory;

    private Users users(String lines) throws IOException {
        return Users.read(Files.writeString(directory.resolve("users"), lines));
    }

    @Test
    void aUserIsKnownByNameAndPassword() throws Exception {
        var users = users("# people\n\nann:reader:" + HASH_OF_SECRET + "\n");
        assertThat(users.authenticate("ann", "secret").role()).isEqualTo(Role.READER);
        assertThatThrownBy(() -> users.authenticate("ann", "Secret"))
                .hasMessageContaining("Code: 516");
        assertThatThrownBy(() -> users.authenticate("bob", "secret"))
                .hasMessageContaining("Code: 516");
        assertThatThrownBy(() -> users.authenticate("bob", "")).hasMessageContaining("Code: 516");
    }

    @Test
    void aBrokenLineIsNotIgnored() {
        assertThatThrownBy(() -> users("ann:reader")).hasMessageContaining("name:role:sha256");
        assertThatThrownBy(() -> users("ann:boss:" + HASH_OF_SECRET)).hasMessageContaining("BOSS");
    }

    @Test
    void eachRoleStopsWhereItsWorkEnds() throws EngineException {
        Role.READER.checkStatement(StatementClass.READ_ONLY);
        assertThatThrownBy(() -> Role.READER.checkStatement(StatementClass.MUTATING))
                .hasMessageContaining("164");
        assertThatThrownBy(() -> Role.READER.checkStatement(StatementClass.CONTROL))
                .hasMessageContaining("164");
        Role.WRITER.checkStatement(StatementClass.MUTATING);
        assertThatThrownBy(() -> Role.WRITER.checkStatement(StatementClass.MUTATING_GLOBAL))
                .hasMessageContaining("497");
        Role.ADMIN.checkStatement(StatementClass.CONTROL);
    }
}
