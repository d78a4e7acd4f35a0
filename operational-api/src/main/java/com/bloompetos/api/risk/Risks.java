package com.bloompetos.api.risk;

import static java.util.Objects.requireNonNull;

import com.bloompetos.api.access.Caller;
import com.bloompetos.api.access.TenantTransaction;
import com.bloompetos.api.kpi.Warehouse;
import com.bloompetos.api.problem.Problem;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/** Puts the scores of the warehouse beside the appointments that the caller may see. */
@Service
class Risks {
    private static final int MOST = 200;

    private final Warehouse warehouse;
    private final TenantTransaction tenant;
    private final JdbcClient jdbc;

    Risks(Warehouse warehouse, TenantTransaction tenant, JdbcClient jdbc) {
        this.warehouse = warehouse;
        this.tenant = tenant;
        this.jdbc = jdbc;
    }

    List<RiskyAppointment> of(Caller caller, UUID branchId, LocalDate day) {
        // Row security answers whether there is such a branch for this caller.
        var organizationId =
                tenant.read(
                        caller,
                        () ->
                                jdbc.sql("select organization_id from branches where branch_id = ?")
                                        .param(branchId)
                                        .query(UUID.class)
                                        .optional()
                                        .orElseThrow(
                                                () -> Problem.notFound("branch_id", branchId)));
        // Outside the transaction: the warehouse's patience is not the database's.
        Map<UUID, Score> scores =
                Warehouse.orNothingYet(() -> scores(organizationId, branchId, day), Map.of());
        return scores.isEmpty() ? List.of() : tenant.read(caller, () -> riskiest(branchId, scores));
    }

    private Map<UUID, Score> scores(UUID organizationId, UUID branchId, LocalDate day) {
        return warehouse
                .sql(
                        """
                        select appointment_id, probability, arrayStringConcat(reasons, '\\n') as reasons,
                               arrayStringConcat(lowered_by, '\\n') as lowered_by, model_version,
                               toUnixTimestamp64Milli(scored_at) as scored_at
                        from mart.risk_scores
                        where organization_id = toUUID('%s') and branch_id = toUUID('%s') and scheduled_day = toDate('%s')
                        order by probability desc
                        limit %d
                        """
                                .formatted(organizationId, branchId, day, MOST))
                .query(
                        (row, number) ->
                                new Score(
                                        UUID.fromString(row.getString("appointment_id")),
                                        row.getDouble("probability"),
                                        row.getString("reasons").lines().toList(),
                                        row.getString("lowered_by").lines().toList(),
                                        row.getString("model_version"),
                                        Instant.ofEpochMilli(row.getLong("scored_at"))))
                .list()
                .stream()
                .collect(Collectors.toMap(Score::appointmentId, Function.identity()));
    }

    private List<RiskyAppointment> riskiest(UUID branchId, Map<UUID, Score> scores) {
        return jdbc
                .sql(
                        """
                        select a.appointment_id, a.appointment_date, a.price_cents, p.name as pet, s.name as service
                        from appointments a join pets p using (organization_id, pet_id)
                             join services s using (organization_id, service_id)
                        where a.branch_id = ? and a.status = 'scheduled' and a.appointment_id = any (?)
                        """)
                .params(branchId, scores.keySet().toArray(UUID[]::new))
                .query(
                        (row, number) -> {
                            var score =
                                    requireNonNull(
                                            scores.get(
                                                    row.getObject("appointment_id", UUID.class)));
                            return new RiskyAppointment(
                                    score.appointmentId,
                                    row.getObject("appointment_date", OffsetDateTime.class)
                                            .toInstant(),
                                    row.getString("pet"),
                                    row.getString("service"),
                                    row.getLong("price_cents"),
                                    score.probability,
                                    score.reasons,
                                    score.loweredBy,
                                    score.modelVersion,
                                    score.scoredAt);
                        })
                .list()
                .stream()
                .sorted(
                        Comparator.comparingDouble(RiskyAppointment::probability)
                                .reversed()
                                .thenComparing(RiskyAppointment::appointmentDate))
                .toList();
    }

    private record Score(
            UUID appointmentId,
            double probability,
            List<String> reasons,
            List<String> loweredBy,
            String modelVersion,
            Instant scoredAt) {}
}
