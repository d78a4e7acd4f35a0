package com.bloompetos.api.insight;

import com.bloompetos.api.access.Caller;
import com.bloompetos.api.background.Round;
import com.bloompetos.api.kpi.Warehouse;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.springframework.stereotype.Component;

/**
 * Follows the branch days whose rows changed, as the mirror notes them once they stand in raw, and
 * asks again what was said of them. A start asks everything that is open.
 */
@Component
class ProofRound implements Round {
    private static final String TABLES =
            "'appointments', 'invoice_lines', 'invoices', 'payments', 'refunds'";

    /** Notes of one moment may become visible after later ones. */
    private static final int OVERLAP_SECONDS = 3;

    private final Warehouse warehouse;
    private final Proofs proofs;
    private final Patience patience = new Patience();
    private String seen = "";

    ProofRound(Warehouse warehouse, Proofs proofs) {
        this.warehouse = warehouse;
        this.proofs = proofs;
    }

    private record Touched(UUID organizationId, UUID branchId, LocalDate from, LocalDate to) {}

    @Override
    public String name() {
        return "insight-proofs";
    }

    @Override
    public Duration pause() {
        return Duration.ofSeconds(2);
    }

    @Override
    public void go() {
        patience.go(this::proveWhatChanged);
    }

    private void proveWhatChanged() {
        var now = now();
        var touched =
                Warehouse.orNothingYet(
                        () -> seen.isEmpty() ? List.<Touched>of() : since(seen),
                        List.<Touched>of());
        for (var each : touched) {
            var program = Caller.ofProgram(each.organizationId());
            proofs.proveEach(
                    program, proofs.open(program, each.branchId(), each.from(), each.to()));
        }
        now(); // A warehouse that went away meanwhile has answered nothing: all is asked again.
        seen = now;
    }

    private String now() {
        return warehouse.sql("select toString(now64(6, 'UTC')) as at").query(String.class).single();
    }

    /** Today's rows are in no week that is over. */
    private List<Touched> since(String moment) {
        return warehouse
                .sql(
                        """
                        select toString(organization_id) as organization_id, toString(branch_id) as branch_id,
                               toString(min(day)) as from_day, toString(max(day)) as to_day
                        from ledger.touched_days
                        where noted_at >= toDateTime64('%s', 6, 'UTC') - interval %d second and table_name in (%s)
                          and day between today() - 90 and today()
                        group by organization_id, branch_id
                        """
                                .formatted(moment, OVERLAP_SECONDS, TABLES))
                .query(
                        (row, number) ->
                                new Touched(
                                        UUID.fromString(row.getString("organization_id")),
                                        UUID.fromString(row.getString("branch_id")),
                                        LocalDate.parse(row.getString("from_day")),
                                        LocalDate.parse(row.getString("to_day"))))
                .list();
    }
}
