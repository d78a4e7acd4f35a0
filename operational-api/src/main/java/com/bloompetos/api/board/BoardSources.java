package com.bloompetos.api.board;

import com.bloompetos.api.board.Board.Figure;
import com.bloompetos.api.board.Board.PartState;
import com.bloompetos.api.board.BranchNow.Now;
import com.bloompetos.api.kpi.Freshness;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** Where a poll looks: the warehouse for all places at once, PostgreSQL place by place. */
interface BoardSources {
    Freshness freshness();

    Map<Place, List<Figure>> figures(Collection<Place> places, Instant now);

    Map<Place, Outlooks> outlooks(Collection<Place> places, Instant now);

    Now branch(Place place, Outlooks outlooks, Instant now);

    List<PartState> parts();
}
