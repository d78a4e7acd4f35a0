package com.bloompetos.stream.medical;

import com.bloompetos.stream.change.Change;
import com.bloompetos.stream.change.Row;
import com.bloompetos.stream.change.RowState;
import com.bloompetos.stream.fact.Told;
import com.bloompetos.stream.medical.Known.Branch;
import com.bloompetos.stream.medical.Known.Dose;
import com.bloompetos.stream.medical.Known.Visit;
import java.util.HashMap;
import java.util.Map;
import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.api.common.state.MapState;

/**
 * One organization's vaccinations as its rows say them: some 200 bytes for each that has not
 * expired a year ago, appointments until their day is over, what was told for 35 days.
 */
final class VaccinationState {
    /** Whose protection ended before that is no longer counted as one who will come back. */
    static final int COUNTED_DAYS = 365;

    /** How late a due date is still told, as when the program did not run. */
    static final int TOLD_DAYS = 35;

    final MapState<String, Branch> branches;
    final MapState<String, Dose> doses;
    final MapState<String, Visit> visits;

    /** The due day that was told of a vaccination. */
    final MapState<String, Long> due;

    /** By branch. */
    final MapState<String, Told> told;

    /** The day on which a branch was last looked at. */
    final MapState<String, Long> lookedOn;

    private final RowState rows;

    VaccinationState(RuntimeContext context) {
        rows = new RowState(context);
        branches = rows.map("branches", Branch.class);
        doses = rows.map("doses", Dose.class);
        visits = rows.map("visits", Visit.class);
        due = rows.map("due", Long.class);
        told = rows.map("told", Told.class);
        lookedOn = rows.map("looked-on", Long.class);
    }

    /** The newest log position in it. */
    long version() throws Exception {
        return rows.version();
    }

    /** Takes a change in; false when it says nothing new. */
    boolean accept(Change change, long today) throws Exception {
        var row = change.row();
        boolean isNew =
                switch (change.table()) {
                    case "branches" -> branch(change, row);
                    case "vaccinations" -> dose(change, row, today);
                    case "appointments" -> visit(change, row, today);
                    case "vaccinations_due" -> due(row, today);
                    case "findings" -> told(row);
                    default ->
                            throw new IllegalStateException(
                                    "vaccinations do not follow from " + change.table());
                };
        if (isNew) {
            rows.took(change);
        }
        return isNew;
    }

    private boolean branch(Change change, Row row) throws Exception {
        var id = row.text("branch_id");
        var before = branches.get(id);
        if (before != null && change.version() <= before.version()) {
            return false;
        }
        branches.put(id, new Branch(change.version(), row.text("time_zone")));
        return true;
    }

    private boolean dose(Change change, Row row, long today) throws Exception {
        var id = row.text("vaccination_id");
        var before = doses.get(id);
        var expires = row.dayOrNull("expiry_date");
        long expiresOn = expires == null ? Known.NEVER : expires.toEpochDay();
        if (before != null
                ? change.version() <= before.version()
                : expiresOn < today - COUNTED_DAYS) {
            return false;
        }
        doses.put(
                id,
                new Dose(
                        change.version(),
                        row.text("branch_id"),
                        row.text("pet_id"),
                        row.text("vaccine_name"),
                        row.day("vaccination_date").toEpochDay(),
                        expiresOn,
                        change.isDelete()));
        return true;
    }

    private boolean visit(Change change, Row row, long today) throws Exception {
        var id = row.text("appointment_id");
        var before = visits.get(id);
        long day = row.day("scheduled_day").toEpochDay();
        if (before != null ? change.version() <= before.version() : day < today - 1) {
            return false;
        }
        visits.put(
                id,
                new Visit(
                        change.version(),
                        row.text("branch_id"),
                        row.text("pet_id"),
                        day,
                        !change.isDelete() && row.text("status").equals("scheduled")));
        return true;
    }

    /** Its own words come back: what was told before it was killed is not told again. */
    private boolean due(Row row, long today) throws Exception {
        var id = row.text("vaccination_id");
        long day = row.day("due_day").toEpochDay();
        var before = due.get(id);
        if (day < today - TOLD_DAYS || before != null && before >= day) {
            return false;
        }
        due.put(id, day);
        return true;
    }

    private boolean told(Row row) throws Exception {
        if (!row.text("rule").equals(WatchVaccinations.RULE.name())) {
            return false;
        }
        var id = row.text("branch_id");
        var heard = Told.heard(told.get(id), row);
        if (heard == null) {
            return false;
        }
        told.put(id, heard);
        return true;
    }

    /** The doses that count: of each pet and vaccine the one given last. */
    Map<String, Dose> newest() throws Exception {
        var newest = new HashMap<String, Map.Entry<String, Dose>>();
        for (var entry : doses.entries()) {
            var dose = entry.getValue();
            if (!dose.isDeleted()) {
                newest.merge(
                        dose.petId() + '/' + dose.vaccine(),
                        Map.entry(entry.getKey(), dose),
                        (a, b) -> b.getValue().givenOn() > a.getValue().givenOn() ? b : a);
            }
        }
        var byId = new java.util.TreeMap<String, Dose>();
        newest.values().forEach(entry -> byId.put(entry.getKey(), entry.getValue()));
        return byId;
    }

    /** Forgets what is long over; once a day. */
    void forget(long today) throws Exception {
        RowState.remove(doses, dose -> dose.expiresOn() < today - COUNTED_DAYS);
        RowState.remove(visits, visit -> visit.day() < today - 1);
        RowState.remove(due, day -> day < today - TOLD_DAYS - 2);
    }
}
