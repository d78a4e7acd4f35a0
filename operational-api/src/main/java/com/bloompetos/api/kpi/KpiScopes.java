package com.bloompetos.api.kpi;

import com.bloompetos.api.access.Caller;
import com.bloompetos.api.access.TenantTransaction;
import com.bloompetos.api.problem.Problem;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.ZoneId;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Which branches a question is about: PostgreSQL's walls answer which of them the caller sees. */
@Component
public class KpiScopes {
    private final TenantTransaction tenant;
    private final JdbcClient jdbc;
    private final Warehouse warehouse;

    KpiScopes(TenantTransaction tenant, JdbcClient jdbc, Warehouse warehouse) {
        this.tenant = tenant;
        this.jdbc = jdbc;
        this.warehouse = warehouse;
    }

    private record Row(UUID organizationId, String currency, KpiScope.Site site) {}

    /** A place of which the caller sees no branch is not there. */
    public KpiScope of(Caller caller, KpiScope.Kind kind, UUID id) {
        var rows = tenant.read(caller, () -> rows(kind, id));
        if (rows.isEmpty()) {
            throw Problem.notFound(kind.text() + "_id", id);
        }
        var first = rows.get(0);
        var sites = rows.stream().map(Row::site).toList();
        return new KpiScope(
                kind,
                id,
                first.organizationId(),
                first.currency(),
                sites,
                Math.max(sites.size(), all(kind, id, first.organizationId())));
    }

    private List<Row> rows(KpiScope.Kind kind, UUID id) {
        return jdbc.sql(
                        """
                        select b.organization_id, b.branch_id, b.franchise_id, f.brand_id, b.time_zone, o.currency
                        from branches b
                        join franchises f using (organization_id, franchise_id)
                        join organizations o using (organization_id)
                        where %s = ?
                        order by b.branch_id
                        """
                                .formatted(column(kind)))
                .param(id)
                .query((row, number) -> row(row))
                .list();
    }

    private static Row row(ResultSet row) throws SQLException {
        return new Row(
                row.getObject("organization_id", UUID.class),
                row.getString("currency"),
                new KpiScope.Site(
                        row.getObject("branch_id", UUID.class),
                        row.getObject("franchise_id", UUID.class),
                        row.getObject("brand_id", UUID.class),
                        ZoneId.of(row.getString("time_zone"))));
    }

    /** How many branches there are is no secret of theirs; which they are stays behind the wall. */
    private long all(KpiScope.Kind kind, UUID id, UUID organizationId) {
        if (kind == KpiScope.Kind.BRANCH) {
            return 1;
        }
        var below =
                switch (kind) {
                    case ORGANIZATION, BRANCH -> "";
                    case FRANCHISE -> " and franchise_id = toUUID('%s')".formatted(id);
                    case BRAND ->
                            " and franchise_id in (select franchise_id from staging.franchises where organization_id = toUUID('%s') and brand_id = toUUID('%s'))"
                                    .formatted(organizationId, id);
                };
        return Warehouse.orNothingYet(
                () ->
                        warehouse
                                .sql(
                                        "select toInt64(count()) from staging.branches where organization_id = toUUID('%s')%s"
                                                .formatted(organizationId, below))
                                .query(Long.class)
                                .single(),
                0L);
    }

    private static String column(KpiScope.Kind kind) {
        return switch (kind) {
            case ORGANIZATION -> "b.organization_id";
            case BRAND -> "f.brand_id";
            case FRANCHISE -> "b.franchise_id";
            case BRANCH -> "b.branch_id";
        };
    }
}
