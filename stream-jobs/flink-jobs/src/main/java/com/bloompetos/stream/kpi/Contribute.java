package com.bloompetos.stream.kpi;

import com.bloompetos.events.Topic;
import com.bloompetos.stream.change.Change;
import com.bloompetos.stream.change.DeadLetter;
import java.time.DateTimeException;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;

/** Asks every contributor of a change's table what the row adds now. */
final class Contribute extends ProcessFunction<Change, RowContributions> {
    private static final long serialVersionUID = 1L;

    static final OutputTag<DeadLetter> UNUSABLE =
            new OutputTag<>("unusable", TypeInformation.of(DeadLetter.class));

    private final ArrayList<Contributor> contributors;

    Contribute(List<Contributor> contributors) {
        this.contributors = new ArrayList<>(contributors);
    }

    @Override
    public void processElement(Change change, Context context, Collector<RowContributions> out) {
        RowContributions row;
        try {
            row = contributions(change);
        } catch (IllegalStateException
                | IllegalArgumentException
                | ClassCastException
                | DateTimeException e) {
            // A row without its columns is bad input, not a bug: it must not stop the others.
            context.output(UNUSABLE, change.refused("no KPI can be made of it: " + e.getMessage()));
            return;
        }
        out.collect(row);
    }

    RowContributions contributions(Change change) {
        var contributions = new ArrayList<Contribution>();
        for (var contributor : contributors) {
            if (!change.isDelete() && contributor.table().equals(change.table())) {
                var contribution = contributor.of(change.row());
                if (contribution != null) {
                    contributions.add(contribution);
                }
            }
        }
        var organization = change.row().text("organization_id");
        var key = change.table() + '/' + organization + '/' + change.row().text(id(change.table()));
        return new RowContributions(key, change.version(), contributions);
    }

    /** The column that names a row of this table, beside its organization. */
    private static String id(String table) {
        return Topic.idOf(table).orElseThrow(() -> new IllegalArgumentException(table));
    }
}
