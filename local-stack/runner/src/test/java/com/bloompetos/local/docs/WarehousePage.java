package com.bloompetos.local.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** docs/warehouse.md: every table and view of the warehouse, in the words of their own DDL. */
final class WarehousePage {
    private static final String HEAD =
            """
            # The warehouse

            Written from `warehouse-ddl` by `DocsTest`; edit the comments there, not this page.

            `raw` mirrors the operational database, one table per published one; `staging` is one view over each: the newest version of every row, deleted ones left out, money in cents. `mart` is what people, the API and dashboards read. `ledger` is the machinery's own and closed to people. What each KPI in `mart.readings` means stands in [kpis.md](kpis.md); questions to start from in `warehouse-ddl/examples`.
            """;

    /** The columns of a table end where its engine begins; a view's, where its query does. */
    private static final Pattern TABLE =
            Pattern.compile(
                    "create table if not exists (\\w+\\.\\w+) \\((.*?)\\n\\) engine(.*?);(?=\\n|\\z)",
                    Pattern.DOTALL);

    private static final Pattern ALTERED =
            Pattern.compile("alter table (\\w+\\.\\w+)\\n(.*?;)(?=\\n|\\z)", Pattern.DOTALL);
    private static final Pattern SAID_ANEW =
            Pattern.compile("alter table (\\w+\\.\\w+) modify comment '((?:[^']|'')*)';");
    private static final Pattern VIEW =
            Pattern.compile(
                    "create or replace view (\\w+\\.\\w+) \\((.*?)\\n\\) as", Pattern.DOTALL);
    private static final String TYPE = "(\\w+(?:\\((?:[^()]|\\((?:[^()]|\\([^()]*\\))*\\))*\\))?)";
    private static final String COMMENT = "comment '((?:[^']|'')*)'";
    private static final Pattern COLUMN =
            Pattern.compile(
                    "(?m)^ {4}(?:add column if not exists )?(\\w+) +" + TYPE + "(.*?)(?:,|;|$)$");
    private static final Pattern WORDS = Pattern.compile(COMMENT);

    private record Column(String name, String type, String words) {}

    private record Table(String words, List<Column> columns) {}

    private final Path ddl;

    WarehousePage(Path ddl) {
        this.ddl = ddl;
    }

    String write() throws IOException {
        var page = new StringBuilder(HEAD);
        page.append("\n## Tables\n");
        tables().forEach((name, table) -> page.append(section(name, table)));
        for (var layer : List.of("mart", "staging")) {
            page.append("\n## Views of `").append(layer).append("`\n");
            views(layer).forEach((name, table) -> page.append(section(name, table)));
        }
        return page.toString();
    }

    private Map<String, Table> tables() throws IOException {
        var tables = new LinkedHashMap<String, Table>();
        for (var script : scripts("migrations")) {
            var table = TABLE.matcher(script);
            while (table.find()) {
                var columns = new ArrayList<>(columns(table.group(2)));
                tables.put(table.group(1), new Table(words(table.group(3)), columns));
            }
            var altered = ALTERED.matcher(script);
            while (altered.find()) {
                var known = tables.get(altered.group(1));
                assertThat(known).as(altered.group(1)).isNotNull();
                known.columns().addAll(columns(altered.group(2)));
            }
            var saidAnew = SAID_ANEW.matcher(script);
            while (saidAnew.find()) {
                tables.computeIfPresent(
                        saidAnew.group(1),
                        (name, known) ->
                                new Table(saidAnew.group(2).replace("''", "'"), known.columns()));
            }
        }
        assertThat(tables).containsKey("mart.readings");
        return tables;
    }

    private Map<String, Table> views(String layer) throws IOException {
        var views = new LinkedHashMap<String, Table>();
        for (var script : scripts("views/" + layer)) {
            var view = VIEW.matcher(script);
            assertThat(view.find()).as(script).isTrue();
            views.put(view.group(1), new Table(firstComment(script), columns(view.group(2))));
        }
        return views;
    }

    private static String firstComment(String script) {
        var words = new ArrayList<String>();
        for (var line : script.lines().toList()) {
            if (!line.startsWith("--")) {
                break;
            }
            words.add(line.substring(2).strip());
        }
        return String.join(" ", words);
    }

    private static List<Column> columns(String text) {
        var columns = new ArrayList<Column>();
        var column = COLUMN.matcher(text);
        while (column.find()) {
            columns.add(new Column(column.group(1), column.group(2), words(column.group(3))));
        }
        return columns;
    }

    private static String words(String text) {
        var words = WORDS.matcher(text);
        var last = "";
        while (words.find()) {
            last = words.group(1).replace("''", "'");
        }
        return last;
    }

    private static String section(String name, Table table) {
        var section =
                new StringBuilder(
                        "\n### " + name + "\n\n" + table.words() + "\n\n| column | type |");
        boolean isTold = table.columns().stream().anyMatch(column -> !column.words().isEmpty());
        section.append(isTold ? " what |\n|---|---|---|\n" : "\n|---|---|\n");
        for (var column : table.columns()) {
            section.append("| ").append(column.name()).append(" | `").append(column.type());
            section.append(isTold ? "` | " + column.words() + " |\n" : "` |\n");
        }
        return section.toString();
    }

    private List<String> scripts(String folder) throws IOException {
        try (var files = Files.list(ddl.resolve(folder))) {
            var scripts = new ArrayList<String>();
            for (var file : files.sorted().toList()) {
                scripts.add(Files.readString(file));
            }
            return scripts;
        }
    }
}
