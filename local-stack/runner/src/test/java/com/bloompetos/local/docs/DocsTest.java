package com.bloompetos.local.docs;

import static org.assertj.core.api.Assertions.assertThat;

import com.bloompetos.insight.kpi.KpiCatalogue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** Pages that are written from what they tell of; with {@code -Ddocs.write=true} they are. */
class DocsTest {
    private static final Path ROOT = Path.of("../..").toAbsolutePath().normalize();

    @Test
    void thePageOfKpisSaysWhatTheirFoldersSay() throws IOException {
        holds("docs/kpis.md", new KpiPage().write(KpiCatalogue.load()));
    }

    @Test
    void theDictionaryOfTheWarehouseSaysWhatItsDdlSays() throws IOException {
        holds("docs/warehouse.md", new WarehousePage(ROOT.resolve("warehouse-ddl")).write());
    }

    @Test
    void theMetricsOfSupersetSayWhatTheFoldersOfKpisSay() throws IOException {
        holds("dashboards/superset/metrics.yaml", new SupersetMetrics().write(KpiCatalogue.load()));
    }

    private static void holds(String page, String text) throws IOException {
        var file = ROOT.resolve(page);
        if (Boolean.getBoolean("docs.write")) {
            Files.createDirectories(file.getParent());
            Files.writeString(file, text);
        }
        assertThat(Files.exists(file) ? Files.readString(file) : "")
                .as(
                        "%s is not what its sources say; write it with mvn test -pl local-stack/runner -am -Dtest=DocsTest -Dsurefire.failIfNoSpecifiedTests=false -Ddocs.write=true",
                        page)
                .isEqualTo(text);
    }
}
