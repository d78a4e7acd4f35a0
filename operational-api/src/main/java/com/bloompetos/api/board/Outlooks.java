package com.bloompetos.api.board;

import com.bloompetos.api.board.Board.Outlook;
import com.bloompetos.api.board.Board.Pace;
import com.bloompetos.api.board.Board.Risk;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What the warehouse expects of a branch's day.
 *
 * @param risks by appointment
 * @param stock by item
 */
record Outlooks(Map<UUID, Risk> risks, Map<UUID, Outlook> stock, @Nullable Pace pace) {
    static final Outlooks NONE = new Outlooks(Map.of(), Map.of(), null);
}
