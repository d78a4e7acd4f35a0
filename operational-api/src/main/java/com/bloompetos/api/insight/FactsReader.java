package com.bloompetos.api.insight;

import com.bloompetos.api.kpi.Warehouse;
import com.bloompetos.insight.explain.Attribute;
import com.bloompetos.insight.explain.Course;
import com.bloompetos.insight.explain.Fact;
import com.bloompetos.insight.explain.FactsSql;
import com.bloompetos.insight.explain.Look;
import com.bloompetos.insight.explain.Sums;
import com.bloompetos.insight.explain.Weeks;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** Asks the warehouse for facts and claims. */
@Component
class FactsReader {
    private final Warehouse warehouse;

    FactsReader(Warehouse warehouse) {
        this.warehouse = warehouse;
    }

    /** A branch's facts of one look, and the newest log position among their rows. */
    record Facts(List<Fact> facts, long version) {}

    /** A branch as people call it, and when its day begins. */
    record Branch(
            UUID organizationId, UUID branchId, String name, String timeZone, String currency) {}

    /** The answer to a query, and its hash. */
    record Answer(List<String> lines, String hash) {}

    List<Branch> branches() {
        return Warehouse.orNothingYet(
                () ->
                        warehouse
                                .sql(
                                        "select toString(organization_id) as organization_id, toString(branch_id) as branch_id, branch, time_zone, currency from mart.branches")
                                .query(
                                        (row, number) ->
                                                new Branch(
                                                        UUID.fromString(
                                                                row.getString("organization_id")),
                                                        UUID.fromString(row.getString("branch_id")),
                                                        row.getString("branch"),
                                                        row.getString("time_zone"),
                                                        row.getString("currency")))
                                .list(),
                List.of());
    }

    Map<UUID, Facts> facts(Look look, UUID organizationId, Weeks weeks) {
        var facts = new HashMap<UUID, List<Fact>>();
        var versions = new HashMap<UUID, Long>();
        Warehouse.orNothingYet(
                () ->
                        warehouse
                                .sql(FactsSql.facts(look, organizationId, null, weeks))
                                .query(
                                        (row, number) -> {
                                            var branch =
                                                    UUID.fromString(row.getString("branch_id"));
                                            var attributes = new ArrayList<String>();
                                            for (var attribute : Attribute.values()) {
                                                attributes.add(row.getString(attribute.label()));
                                            }
                                            var fact =
                                                    new Fact(
                                                            LocalDate.parse(row.getString("day")),
                                                            attributes,
                                                            new Sums(
                                                                    row.getLong("numerator"),
                                                                    row.getLong("denominator"),
                                                                    row.getLong("cents")));
                                            facts.computeIfAbsent(branch, id -> new ArrayList<>())
                                                    .add(fact);
                                            return versions.merge(
                                                    branch, row.getLong("version"), Math::max);
                                        })
                                .list(),
                List.<Long>of());
        var found = new HashMap<UUID, Facts>();
        facts.forEach(
                (branch, rows) ->
                        found.put(branch, new Facts(rows, versions.getOrDefault(branch, 0L))));
        return found;
    }

    /** Every branch's weeks of one look, and the newest log position among their rows. */
    Map<UUID, Weekly> courses(Look look, UUID organizationId, LocalDate last) {
        var lines = new HashMap<UUID, List<String>>();
        var versions = new HashMap<UUID, Long>();
        Warehouse.orNothingYet(
                () ->
                        warehouse
                                .sql(FactsSql.courses(look, organizationId, last))
                                .query(
                                        (row, number) -> {
                                            var branch =
                                                    UUID.fromString(row.getString("branch_id"));
                                            lines.computeIfAbsent(branch, id -> new ArrayList<>())
                                                    .add(week(row));
                                            return versions.merge(
                                                    branch, row.getLong("version"), Math::max);
                                        })
                                .list(),
                List.<Long>of());
        var found = new HashMap<UUID, Weekly>();
        lines.forEach(
                (branch, its) ->
                        found.put(
                                branch,
                                new Weekly(
                                        Course.of(look, last, its),
                                        versions.getOrDefault(branch, 0L))));
        return found;
    }

    /** A branch's weeks, and the newest log position among their rows. */
    record Weekly(Course course, long version) {}

    Answer course(String query) {
        return answer(query, FactsReader::week);
    }

    private static String week(ResultSet row) throws SQLException {
        return String.join(
                "\t",
                row.getString("week"),
                row.getString("numerator"),
                row.getString("denominator"),
                row.getString("cents"));
    }

    Answer claim(String query) {
        return answer(
                query,
                row ->
                        String.join(
                                "\t",
                                row.getString("day"),
                                row.getString("in_part"),
                                escaped(row.getString("service")),
                                row.getString("numerator"),
                                row.getString("denominator"),
                                row.getString("cents")));
    }

    /** The answer to a question for the parts of a change, and its hash. */
    Answer reasons(String query) {
        return answer(
                query,
                row ->
                        String.join(
                                "\t",
                                row.getString("attribute"),
                                escaped(row.getString("value")),
                                row.getBoolean("is_now") ? "1" : "0",
                                row.getString("numerator"),
                                row.getString("denominator"),
                                row.getString("cents")));
    }

    /** How a row is written as tab-separated text. */
    private interface Line {
        String of(ResultSet row) throws SQLException;
    }

    private Answer answer(String query, Line line) {
        var lines =
                Warehouse.orNothingYet(
                        () -> warehouse.sql(query).query((row, number) -> line.of(row)).list(),
                        List.<String>of());
        return new Answer(lines, hash(lines));
    }

    /** As the engine writes tab-separated text. */
    private static String escaped(String text) {
        return text.replace("\\", "\\\\")
                .replace("\t", "\\t")
                .replace("\n", "\\n")
                .replace("'", "\\'");
    }

    private static String hash(List<String> lines) {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            for (var line : lines) {
                digest.update((line + "\n").getBytes(StandardCharsets.UTF_8));
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException everyJavaHasIt) {
            throw new IllegalStateException(everyJavaHasIt);
        }
    }
}
