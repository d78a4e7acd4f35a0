package com.bloompetos.api.question;

import com.bloompetos.api.access.Caller;
import com.bloompetos.api.access.TenantTransaction;
import com.bloompetos.insight.question.Place;
import com.bloompetos.insight.question.SoldService;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reads the names behind the caller's wall: what somebody may not see has no name for them. */
@Component
class Readers {
    private final TenantTransaction tenant;
    private final JdbcClient jdbc;

    Readers(TenantTransaction tenant, JdbcClient jdbc) {
        this.tenant = tenant;
        this.jdbc = jdbc;
    }

    Reader of(Caller caller) {
        return tenant.read(
                caller, () -> new Reader(caller.organizationId(), places(), services(), labels()));
    }

    /** A franchise or brand is named where one of its branches is seen. */
    private List<Place> places() {
        var places = new LinkedHashSet<Place>();
        jdbc.sql(
                        """
                        select b.branch_id, b.name as branch, b.franchise_id, f.name as franchise, f.brand_id,
                               d.name as brand, b.organization_id, o.name as organization
                        from branches b
                        join franchises f using (organization_id, franchise_id)
                        join brands d using (organization_id, brand_id)
                        join organizations o using (organization_id)
                        order by b.name, b.branch_id
                        """)
                .query(
                        (ResultSet row) -> {
                            for (var kind : Place.Kind.values()) {
                                places.add(place(kind, row));
                            }
                        });
        return List.copyOf(places);
    }

    private static Place place(Place.Kind kind, ResultSet row) throws SQLException {
        var column = kind.name().toLowerCase(Locale.ROOT);
        return new Place(
                kind,
                String.valueOf(row.getObject(column + "_id", UUID.class)),
                row.getString(column));
    }

    private List<SoldService> services() {
        return jdbc.sql("select service_id, name, category from services order by name, service_id")
                .query(
                        (row, number) ->
                                new SoldService(
                                        row.getString("service_id"),
                                        row.getString("name"),
                                        row.getString("category")))
                .list();
    }

    private Map<String, String> labels() {
        var labels = new HashMap<String, String>();
        jdbc.sql(
                        """
                        select user_id::text as id, label from resources where kind = 'staff'
                        union all
                        select item_id::text, label from inventory_items
                        """)
                .query(
                        (ResultSet row) -> {
                            labels.put(row.getString("id"), row.getString("label"));
                        });
        return labels;
    }
}
