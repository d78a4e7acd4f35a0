package com.bloompetos.api.board;

import com.bloompetos.api.board.Board.PartState;
import com.bloompetos.api.board.BranchNow.Now;
import com.bloompetos.api.board.WarehouseNumbers.Numbers;
import com.bloompetos.api.board.WarehouseNumbers.Score;
import com.bloompetos.api.kpi.Freshness;
import com.bloompetos.api.kpi.FreshnessReader;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;

/** The running stores. */
@Component
class LiveSources implements BoardSources {
    private final WarehouseNumbers warehouse;
    private final FreshnessReader freshness;
    private final BranchNow branches;
    private final PartStates parts;

    LiveSources(
            WarehouseNumbers warehouse,
            FreshnessReader freshness,
            BranchNow branches,
            PartStates parts) {
        this.warehouse = warehouse;
        this.freshness = freshness;
        this.branches = branches;
        this.parts = parts;
    }

    @Override
    public Freshness freshness() {
        return freshness.now();
    }

    @Override
    public Map<Place, Numbers> numbers(Collection<Place> places, Instant now) {
        return warehouse.read(places, now);
    }

    @Override
    public Now branch(Place place, List<Score> scores) {
        return branches.read(place, scores);
    }

    @Override
    public List<PartState> parts() {
        return parts.now();
    }
}
