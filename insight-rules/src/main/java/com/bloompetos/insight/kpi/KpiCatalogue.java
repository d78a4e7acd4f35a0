package com.bloompetos.insight.kpi;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Every KPI that stands as a folder under {@code kpis/}; a malformed folder is refused, never
 * skipped.
 */
public final class KpiCatalogue {
    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_]*");

    private static final List<String> PARTS = List.of("numerator", "denominator");

    private static final int MOST_DAYS = 1_100; // Three years: further back nothing is restated.

    private final Map<String, Kpi> kpis;
    private final Map<String, List<KpiCase>> cases;

    private KpiCatalogue(Map<String, Kpi> kpis, Map<String, List<KpiCase>> cases) {
        this.kpis = kpis;
        this.cases = cases;
    }

    /** The folders that ship with this module, from its classes or its jar. */
    public static KpiCatalogue load() {
        var folder = KpiCatalogue.class.getResource("/kpis/");
        if (folder == null) {
            throw new IllegalStateException("the folder kpis is not on the class path");
        }
        try {
            URI uri = folder.toURI();
            if (!"jar".equals(uri.getScheme())) {
                return read(Path.of(uri));
            }
            // A file system of our own: two threads of one JVM may load at the same time.
            var parts = uri.toString().substring("jar:".length()).split("!", 2);
            try (var jar = FileSystems.newFileSystem(Path.of(URI.create(parts[0])))) {
                return read(jar.getPath(parts[1].replace("!", "")));
            }
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Each folder below {@code root} is one KPI. */
    public static KpiCatalogue read(Path root) throws IOException {
        var kpis = new LinkedHashMap<String, Kpi>();
        var cases = new LinkedHashMap<String, List<KpiCase>>();
        List<Path> folders;
        try (var listing = Files.list(root)) {
            folders = listing.filter(Files::isDirectory).sorted().toList();
        }
        for (var folder : folders) {
            var name = String.valueOf(folder.getFileName()).replace("/", "");
            var kpi = definition(folder, name);
            kpis.put(name, kpi);
            var path = "kpis/" + name + "/cases.yml";
            cases.put(name, KpiCase.parse(kpi, path, text(folder.resolve("cases.yml"), path)));
        }
        return new KpiCatalogue(kpis, cases);
    }

    public Optional<Kpi> find(String name) {
        return Optional.ofNullable(kpis.get(name));
    }

    public Collection<Kpi> all() {
        return kpis.values();
    }

    /** The given rows and expected readings that every implementation of this KPI must pass. */
    public List<KpiCase> casesOf(String name) {
        var found = cases.get(name);
        if (found == null) {
            throw new UnknownKpi(name);
        }
        return found;
    }

    private static Kpi definition(Path folder, String name) throws IOException {
        var path = "kpis/" + name + "/kpi.yml";
        if (!NAME.matcher(name).matches()) {
            throw new MalformedKpi(path, 1, "a KPI's name is lower case with underscores");
        }
        var yaml = YamlFile.parse(path, text(folder.resolve("kpi.yml"), path));
        var fields =
                yaml.fields(
                        yaml.root(),
                        List.of(
                                "per",
                                "looks_back_days",
                                "looks_ahead_days",
                                "reach",
                                "merges",
                                "told_by",
                                "asked_as"),
                        "definition_version",
                        "label",
                        "formula",
                        "unit",
                        "direction",
                        "date_basis",
                        "dimensions",
                        "grain",
                        "additivity",
                        "description");
        var sqlPath = "kpis/" + name + "/kpi.sql";
        var dimensions = yaml.texts(fields.get("dimensions"));
        var additivity = yaml.oneOf(Kpi.Additivity.class, fields.get("additivity"));
        var merges = merges(yaml, fields, additivity);
        var version = yaml.number(fields.get("definition_version"));
        if (version < 1 || version > 65_535) {
            throw yaml.refuse(
                    fields.get("definition_version"), "a definition version is 1 to 65535");
        }
        return new Kpi(
                name,
                (int) version,
                yaml.text(fields.get("label")),
                yaml.text(fields.get("formula")),
                yaml.oneOf(Kpi.Unit.class, fields.get("unit")),
                fields.find("per").map(yaml::text).orElse(null),
                yaml.oneOf(Kpi.Direction.class, fields.get("direction")),
                yaml.oneOf(Kpi.DateBasis.class, fields.get("date_basis")),
                dimensions,
                yaml.oneOf(Kpi.Grain.class, fields.get("grain")),
                additivity,
                merges,
                days(yaml, fields, "looks_back_days"),
                days(yaml, fields, "looks_ahead_days"),
                fields.find("reach")
                        .map(reach -> yaml.oneOf(Kpi.Reach.class, reach))
                        .orElse(Kpi.Reach.BRANCH),
                fields.find("told_by")
                        .map(teller -> yaml.oneOf(Kpi.Teller.class, teller))
                        .orElse(Kpi.Teller.BATCH),
                yaml.text(fields.get("description")),
                fields.find("asked_as").map(yaml::texts).orElse(List.of()),
                sql(
                        sqlPath,
                        text(folder.resolve("kpi.sql"), sqlPath),
                        columns(dimensions, merges)));
    }

    /** A distinct KPI merges the ids of at least one part, and no other KPI has any. */
    private static List<String> merges(
            YamlFile yaml, YamlFile.Fields fields, Kpi.Additivity additivity) {
        var merges = fields.find("merges").map(yaml::texts).orElse(List.of());
        if (!PARTS.containsAll(merges)) {
            throw yaml.refuse(fields.get("merges"), "merges names numerator, denominator or both");
        }
        if ((additivity == Kpi.Additivity.DISTINCT) == merges.isEmpty()) {
            throw yaml.refuse(
                    fields.get("additivity"), "what is distinct says which parts it merges");
        }
        return merges;
    }

    private static int days(YamlFile yaml, YamlFile.Fields fields, String name) {
        var node = fields.find(name);
        if (node.isEmpty()) {
            return 0;
        }
        var days = yaml.number(node.get());
        if (days < 1 || days > MOST_DAYS) {
            throw yaml.refuse(node.get(), name + " is 1 to " + MOST_DAYS);
        }
        return (int) days;
    }

    private static List<String> columns(List<String> dimensions, List<String> merges) {
        var columns =
                new ArrayList<>(
                        List.of("organization_id", "branch_id", "day", "numerator", "denominator"));
        columns.addAll(dimensions);
        merges.forEach(part -> columns.add(part + "_shared"));
        return columns;
    }

    /**
     * One select that names every column a reading needs; whether it is right is for the cases to
     * say.
     */
    private static String sql(String path, String sql, List<String> columns) {
        var lines = sql.split("\n", -1);
        for (int line = 0; line < lines.length; line++) {
            if (lines[line].replaceFirst("--.*", "").contains(";")) {
                throw new MalformedKpi(path, line + 1, "a KPI is one select, without a semicolon");
            }
        }
        for (var column : columns) {
            if (!Pattern.compile("\\b" + column + "\\b").matcher(sql).find()) {
                throw new MalformedKpi(
                        path, lines.length, "the select has no column '" + column + "'");
            }
        }
        return sql;
    }

    private static String text(Path file, String path) throws IOException {
        if (!Files.exists(file)) {
            throw new MalformedKpi(path, 1, "the file is missing");
        }
        return Files.readString(file);
    }
}
