package com.bloompetos.warehouse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class MigratorTest {
    private static final Script FIRST =
            new Script("V0001__first.sql", "create table a;\n\n-- Why b.\ncreate table b;\n");
    private static final Script SECOND = new Script("V0002__second.sql", "create table c\n");
    private static final Script VIEW =
            new Script("mart/days.sql", "-- Days.\ncreate or replace view mart.days as select 1");

    private final LedgerOnly engine = new LedgerOnly();

    @Test
    void migrationsRunOnceInTheirOrder() throws Exception {
        migrate(List.of(SECOND, FIRST), List.of());
        migrate(List.of(FIRST, SECOND), List.of());
        assertThat(engine.executed)
                .containsExactly("create table a", "-- Why b.\ncreate table b", "create table c");
    }

    @Test
    void anEditedMigrationIsRefusedInWords() throws Exception {
        migrate(List.of(FIRST), List.of());
        var edited = new Script(FIRST.name(), FIRST.text() + "create table d");
        assertThatThrownBy(() -> migrate(List.of(edited), List.of()))
                .isInstanceOf(Unappliable.class)
                .hasMessageContaining("V0001__first.sql was edited")
                .hasMessageContaining("write a new migration");
    }

    @Test
    void anOlderBuildLeavesANewerWarehouseAlone() throws Exception {
        migrate(List.of(FIRST, SECOND), List.of());
        assertThatThrownBy(() -> migrate(List.of(FIRST), List.of()))
                .hasMessageContaining("V0002__second.sql");
    }

    @Test
    void twoMigrationsOfOneVersionAreRefused() {
        var twin = new Script("V0001__twin.sql", "create table t");
        assertThatThrownBy(() -> migrate(List.of(FIRST, twin), List.of()))
                .hasMessageContaining("same version");
    }

    @Test
    void aMigrationWithoutAVersionIsRefused() {
        assertThatThrownBy(() -> migrate(List.of(new Script("first.sql", "")), List.of()))
                .hasMessageContaining("V0001__");
    }

    @Test
    void aViewIsAppliedAgainOnlyWhenItsTextChanged() throws Exception {
        migrate(List.of(), List.of(VIEW));
        migrate(List.of(), List.of(VIEW));
        assertThat(engine.executed).hasSize(1);
        migrate(List.of(), List.of(new Script(VIEW.name(), VIEW.text() + " where true")));
        assertThat(engine.executed).hasSize(2);
    }

    @Test
    void aViewThatTheBuildLostIsDropped() throws Exception {
        migrate(List.of(), List.of(VIEW));
        migrate(List.of(), List.of());
        assertThat(engine.executed).endsWith("drop view if exists mart.days");
        migrate(List.of(), List.of());
        assertThat(engine.executed).hasSize(2);
    }

    @Test
    void lineEndsOfAnotherSystemAreNoEdit() {
        var windows = new Script(FIRST.name(), FIRST.text().replace("\n", "\r\n"));
        assertThat(windows.checksum()).isEqualTo(FIRST.checksum());
    }

    @Test
    void thisBuildsScriptsAreFoundAndStagingComesFirst() throws Exception {
        var scripts = Scripts.ofThisBuild();
        assertThat(scripts.migrations()).isNotEmpty();
        assertThat(scripts.views().get(0).name()).startsWith("staging/");
        assertThat(scripts.views()).extracting(Script::name).contains("mart/freshness.sql");
        assertThat(scripts.views())
                .allSatisfy(
                        view -> {
                            assertThat(view.statements()).hasSize(1);
                            // Without its columns a view could not be made before the mirror has
                            // made the table under it.
                            assertThat(view.text())
                                    .contains(
                                            "create or replace view "
                                                    + view.name()
                                                            .replace('/', '.')
                                                            .replace(".sql", "")
                                                    + " (\n");
                            assertThat(view.text()).startsWith("-- ");
                        });
    }

    private void migrate(List<Script> migrations, List<Script> views) throws Exception {
        new Migrator(engine, new Scripts(migrations, views)).run();
    }

    /** Keeps the ledger as the real engine would, and everything else as text. */
    private static final class LedgerOnly implements Engine {
        private static final Pattern MIGRATED =
                Pattern.compile(
                        "insert into ledger.migrations .* values \\((\\d+), '(.*)', '(.*)'\\)");
        private static final Pattern VIEWED =
                Pattern.compile("insert into ledger.views .* values \\('(.*)', '(.*)'\\)");

        private final List<String> executed = new ArrayList<>();
        private final List<List<String>> migrations = new ArrayList<>();
        private final Map<String, String> views = new LinkedHashMap<>();

        @Override
        public void execute(String statement) {
            var migrated = MIGRATED.matcher(statement);
            var viewed = VIEWED.matcher(statement);
            if (migrated.matches()) {
                migrations.add(
                        List.of(migrated.group(1), migrated.group(2), migrated.group(3), "now"));
            } else if (viewed.matches()) {
                views.put(viewed.group(1), viewed.group(2));
            } else if (!statement.contains("ledger")) {
                executed.add(statement);
            }
        }

        @Override
        public List<List<String>> query(String select) {
            return select.contains("ledger.migrations")
                    ? migrations
                    : views.entrySet().stream()
                            .filter(view -> !view.getValue().isEmpty())
                            .map(view -> List.of(view.getKey(), view.getValue()))
                            .toList();
        }
    }
}
