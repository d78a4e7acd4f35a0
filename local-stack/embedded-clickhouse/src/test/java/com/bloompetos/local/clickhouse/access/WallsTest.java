package com.bloompetos.local.clickhouse.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WallsTest {
    private static final Path DEFINITION = Path.of("../../warehouse-ddl/walls/walls.txt");
    private static final Path FOR_A_SERVER = Path.of("../../deploy/clickhouse/walls.sql");
    private static final UUID ID = UUID.fromString("00000000-0000-4000-8000-00000000000a");

    @TempDir private Path directory;

    /** When it fails: the definition changed, and this file is what it now says. */
    @Test
    void theServersSqlComesFromTheSameDefinition() throws IOException {
        assertThat(Files.readString(FOR_A_SERVER))
                .isEqualTo(ServerGrants.walls(Walls.read(DEFINITION)));
    }

    @Test
    void theEngineAndAServerHaveTheSameGrantsAndTheSameWalledTables() throws IOException {
        var walls = Walls.read(DEFINITION);
        var xml = EngineUsers.xml(walls, Seal.drawn());
        var sql = ServerGrants.person(walls, User.person("ann", "x", new Scope(ID, List.of(ID))));
        for (var table : walls.tables()) {
            assertThat(xml).contains("GRANT SELECT ON " + table + "<");
            var name = table.split("\\.")[1];
            var walled = sql.contains("row policy or replace `ann` on " + table + " using");
            var filter = "<" + name + "><filter>has(currentRoles(), 'admin') or (organization_id";
            assertThat(walled).as(table).isEqualTo(policies(xml, table).contains(filter));
        }
    }

    private static String policies(String xml, String table) {
        var database = table.split("\\.")[0];
        int begin = xml.indexOf("<" + database + ">\n");
        return begin < 0 ? "" : xml.substring(begin, xml.indexOf("</" + database + ">"));
    }

    @Test
    void aPersonsScopeIsWrittenOutOnAServer() throws IOException {
        var sql =
                ServerGrants.person(
                        Walls.read(DEFINITION), User.person("ann", "x", new Scope(ID, List.of())));
        assertThat(sql)
                .contains("identified with sha256_hash by '")
                .contains(
                        "on raw.payments using organization_id = toUUID('" + ID + "') and (true or")
                .doesNotContain("getSetting");
    }

    @Test
    void aTableWithoutAWallIsNotForPeople() throws IOException {
        var file = Files.writeString(directory.resolve("walls"), "raw.a branch\n");
        var xml = EngineUsers.xml(Walls.read(file), Seal.drawn());
        assertThat(xml).contains("GRANT SELECT ON raw.a<").doesNotContain("raw.b");
        assertThatThrownBy(() -> Wall.of("everybody")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aPersonWithoutAScopeIsRefused() {
        assertThatThrownBy(() -> User.ofLine("ann:person:00")).hasMessageContaining("organization");
        assertThatThrownBy(() -> User.ofLine("job:writer:00:" + ID + ":*"))
                .hasMessageContaining("organization");
        assertThatThrownBy(() -> User.ofLine("ann:person:00:" + ID + ":"))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(User.ofLine("ann:person:00/salt:" + ID + ":*").line())
                .isEqualTo("ann:person:00/salt:" + ID + ":*");
    }
}
