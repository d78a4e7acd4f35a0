package com.bloompetos.api.board;

import com.bloompetos.api.board.Board.PartState;
import com.bloompetos.api.board.BranchNow.Now;
import com.bloompetos.api.board.WarehouseNumbers.Numbers;
import com.bloompetos.api.board.WarehouseNumbers.Score;
import com.bloompetos.api.kpi.Freshness;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** Where a poll looks: the warehouse for all places at once, PostgreSQL place by place. */
interface BoardSources {
    Freshness freshness();

    Map<Place, Numbers> numbers(Collection<Place> places, Instant now);

    Now branch(Place place, List<Score> scores);

    List<PartState> parts();
}
