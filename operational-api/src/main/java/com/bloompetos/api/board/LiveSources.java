package com.bloompetos.api.board;

import com.bloompetos.api.board.Board.Figure;
import com.bloompetos.api.board.Board.PartState;
import com.bloompetos.api.board.BranchNow.Now;
import com.bloompetos.api.kpi.Freshness;
import com.bloompetos.api.kpi.FreshnessReader;
import com.bloompetos.api.kpi.Warehouse;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** The running stores. */
@Component
class LiveSources implements BoardSources {
    private static final Map<UUID, Board.Risk> NO_RISKS = Map.of();
    private static final Map<UUID, Board.Outlook> NO_STOCK = Map.of();

    private final WarehouseNumbers numbers;
    private final WarehouseOutlooks outlooks;
    private final Paces paces;
    private final FreshnessReader freshness;
    private final BranchNow branches;
    private final PartStates parts;

    LiveSources(
            WarehouseNumbers numbers,
            WarehouseOutlooks outlooks,
            Paces paces,
            FreshnessReader freshness,
            BranchNow branches,
            PartStates parts) {
        this.numbers = numbers;
        this.outlooks = outlooks;
        this.paces = paces;
        this.freshness = freshness;
        this.branches = branches;
        this.parts = parts;
    }

    @Override
    public Freshness freshness() {
        return freshness.now();
    }

    @Override
    public Map<Place, List<Figure>> figures(Collection<Place> places, Instant now) {
        return numbers.read(places, now);
    }

    @Override
    public Map<Place, Outlooks> outlooks(Collection<Place> places, Instant now) {
        Map<UUID, Map<UUID, Board.Risk>> risks =
                Warehouse.orNothingYet(() -> outlooks.risks(places, now), Map.of());
        Map<UUID, Map<UUID, Board.Outlook>> stock =
                Warehouse.orNothingYet(() -> outlooks.stock(places), Map.of());
        return places.stream()
                .collect(
                        Collectors.toMap(
                                place -> place,
                                place ->
                                        new Outlooks(
                                                risks.getOrDefault(place.branchId(), NO_RISKS),
                                                stock.getOrDefault(place.branchId(), NO_STOCK),
                                                paces.of(place, now))));
    }

    @Override
    public Now branch(Place place, Outlooks outlooks, Instant now) {
        return branches.read(place, outlooks, now);
    }

    @Override
    public List<PartState> parts() {
        return parts.now();
    }
}
