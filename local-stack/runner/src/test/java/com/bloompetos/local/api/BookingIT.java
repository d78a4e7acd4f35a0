package com.bloompetos.local.api;

import static com.bloompetos.local.api.Desk.good;
import static com.bloompetos.local.api.Desk.slot;
import static org.assertj.core.api.Assertions.assertThat;

import com.bloompetos.local.bench.ApiWire;
import com.bloompetos.local.bench.BookableChain;
import com.bloompetos.local.runner.SharedApiStack;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The life of bookings through the API, on the real database. */
@ExtendWith(SharedApiStack.class)
class BookingIT {
    private Desk desk;

    @BeforeEach
    void open() throws Exception {
        desk = Desk.open();
    }

    @AfterEach
    void close() throws Exception {
        desk.close();
    }

    @Test
    void ofManyWhoWantOneSlotOneGetsIt() throws Exception {
        var staff = desk.site().staff().get(0);
        var pool = Executors.newFixedThreadPool(6);
        try {
            var racers = new ArrayList<Callable<Integer>>();
            for (int i = 0; i < 6; i++) {
                int pet = i;
                racers.add(
                        () -> {
                            try (var wire =
                                    new ApiWire(
                                            SharedApiStack.get().apiUrl(),
                                            desk.chain.token("admin"))) {
                                return wire.post(
                                                "/v1/appointments",
                                                desk.wish(
                                                        pet,
                                                        desk.chain.visit,
                                                        slot(0),
                                                        "staff_id",
                                                        staff))
                                        .status();
                            }
                        });
            }
            var statuses = new ArrayList<Integer>();
            for (var answer : pool.invokeAll(racers)) {
                statuses.add(answer.get());
            }
            assertThat(statuses).containsExactlyInAnyOrder(201, 409, 409, 409, 409, 409);
        } finally {
            pool.shutdown();
        }
    }

    @Test
    void anybodyIsWhoeverIsFreeAndCanDoIt() throws Exception {
        // Of four, three can do a visit.
        for (int pet = 0; pet < 3; pet++) {
            desk.booked(pet, desk.chain.visit, slot(0));
        }
        var answer = desk.book(3, desk.chain.visit, slot(0));
        assertThat(answer.status()).isEqualTo(409);
        assertThat(answer.body()).contains("slot-taken");
        assertThat(desk.sql("select distinct staff_id from appointments")).hasSize(3);
    }

    @Test
    void whoLacksTheSkillIsRefused() throws Exception {
        var answer =
                desk.book(0, desk.chain.visit, slot(0), "staff_id", desk.site().staff().get(2));
        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.body()).contains("staff-not-skilled").contains("\"staff_id\"");
    }

    @Test
    void aBufferKeepsTheNextOneAway() throws Exception {
        var groomer = desk.site().staff().get(2);
        desk.booked(0, desk.chain.groom, slot(0), "staff_id", groomer);
        assertThat(desk.book(1, desk.chain.groom, slot(2), "staff_id", groomer).status())
                .isEqualTo(409);
        desk.booked(1, desk.chain.groom, slot(2).plus(Duration.ofMinutes(15)), "staff_id", groomer);
    }

    @Test
    void theKennelHasOnePlaceAndTheNightItsPrice() throws Exception {
        var from = slot(0);
        var until = from.plus(Duration.ofHours(68));
        var stay = good(desk.book(0, desk.chain.stay, from, "ends_at", until));
        assertThat(stay.path("price_cents").asLong()).isEqualTo(3 * 5600);
        assertThat(stay.path("place_id").asText())
                .isEqualTo(desk.site().kennels().get(0).toString());
        assertThat(desk.book(1, desk.chain.stay, from.plus(Duration.ofDays(1))).status())
                .isEqualTo(409);
        desk.booked(1, desk.chain.stay, until);
    }

    @Test
    void aSeriesKeepsItsHourWhenTheClockIsMoved() throws Exception {
        var zone = ZoneId.of(BookableChain.ZONE);
        var change = zone.getRules().nextTransition(Instant.now()).getInstant();
        var from =
                change.atZone(zone)
                        .toLocalDate()
                        .minusDays(10)
                        .atTime(9, 30)
                        .atZone(zone)
                        .toInstant();
        if (from.isBefore(Instant.now())) {
            change = zone.getRules().nextTransition(change).getInstant();
            from =
                    change.atZone(zone)
                            .toLocalDate()
                            .minusDays(10)
                            .atTime(9, 30)
                            .atZone(zone)
                            .toInstant();
        }
        good(
                desk.wire.post(
                        "/v1/series",
                        desk.wish(0, desk.chain.visit, from, "every_days", 7, "occurrences", 4)));
        assertThat(
                        desk.sql(
                                "select distinct (appointment_date at time zone '%s')::time from appointments"
                                        .formatted(BookableChain.ZONE)))
                .containsExactly(LocalTime.of(9, 30) + ":00");
        assertThat(desk.sql("select appointment_id from appointments")).hasSize(4);
    }

    @Test
    void aSeriesIsBookedWholeOrNotAtAllUnlessItMaySkip() throws Exception {
        var staff = desk.site().staff().get(0);
        desk.booked(1, desk.chain.visit, slot(0).plus(Duration.ofDays(7)), "staff_id", staff);
        Object[] series = {"staff_id", staff, "every_days", 7, "occurrences", 3};
        var refused = desk.wire.post("/v1/series", desk.wish(0, desk.chain.visit, slot(0), series));
        assertThat(refused.status()).isEqualTo(409);
        assertThat(desk.sql("select appointment_id from appointments")).hasSize(1);
        assertThat(desk.sql("select series_id from booking_series")).isEmpty();
        var skipping =
                desk.wish(
                        0,
                        desk.chain.visit,
                        slot(0),
                        "staff_id",
                        staff,
                        "every_days",
                        7,
                        "occurrences",
                        3,
                        "skip_taken",
                        true);
        var made = good(desk.wire.post("/v1/series", skipping));
        assertThat(made.path("booked").asInt()).isEqualTo(2);
        assertThat(made.path("occurrences").get(1).path("refusal").asText()).isEqualTo("taken");
        assertThat(desk.sql("select 1 from reservations")).hasSize(2 * 3);
        good(desk.wire.post("/v1/series/" + made.path("series_id").asText() + "/cancel", ""));
        assertThat(desk.sql("select 1 from appointments where status = 'scheduled'")).hasSize(1);
    }

    @Test
    void aHeldSlotIsNobodyElsesUntilItExpires() throws Exception {
        var staff = desk.site().staff().get(0);
        var hold =
                good(
                        desk.wire.post(
                                "/v1/holds",
                                desk.wish(0, desk.chain.visit, slot(0), "staff_id", staff)));
        assertThat(desk.book(1, desk.chain.visit, slot(0), "staff_id", staff).status())
                .isEqualTo(409);
        desk.change("update holds set expires_at = now() - interval '1 second'");
        desk.change("update reservations set expires_at = now() - interval '1 second'");
        desk.booked(1, desk.chain.visit, slot(0), "staff_id", staff);
        var late = desk.wire.post("/v1/holds/" + hold.path("hold_id").asText() + "/book", "");
        assertThat(late.status()).isEqualTo(409);
        assertThat(late.body()).contains("hold-expired");
    }

    @Test
    void aHoldBecomesOneAppointment() throws Exception {
        var hold = good(desk.wire.post("/v1/holds", desk.wish(0, desk.chain.visit, slot(0))));
        var path = "/v1/holds/" + hold.path("hold_id").asText() + "/book";
        var made = good(desk.wire.post(path, "{\"notes\":\"barks\"}"));
        assertThat(made.path("staff_id")).isEqualTo(hold.path("staff_id"));
        assertThat(desk.wire.post(path, "").status()).isEqualTo(409);
        assertThat(desk.sql("select kind from reservations"))
                .containsExactly("appointment", "appointment");
    }

    @Test
    void everyChangeOfStatusIsARow() throws Exception {
        var id = desk.booked(0, desk.chain.visit, slot(0));
        var path = "/v1/appointments/" + id;
        good(desk.wire.post(path + "/confirm", ""));
        good(desk.wire.post(path + "/confirm", ""));
        good(desk.wire.post(path + "/reschedule", "{\"appointment_date\":\"" + slot(4) + "\"}"));
        good(desk.wire.post(path + "/check-in", ""));
        good(desk.wire.post(path + "/complete", ""));
        assertThat(desk.wire.post(path + "/cancel", "").status()).isEqualTo(409);
        assertThat(
                        desk.sql(
                                "select coalesce(from_status, '') || '>' || to_status from appointment_status_changes order by changed_at"))
                .containsExactly(
                        ">scheduled",
                        "scheduled>confirmed",
                        "confirmed>scheduled",
                        "scheduled>checked_in",
                        "checked_in>completed");
        assertThat(good(desk.wire.get(path + "/status-changes"))).hasSize(5);
    }

    @Test
    void aSlotThatBecomesFreeIsOfferedToWhoWaitedLongest() throws Exception {
        var vet = desk.site().staff().get(1);
        var taken = desk.booked(0, desk.chain.visit, slot(0), "staff_id", vet);
        var first = waits(1, vet);
        var second = waits(2, vet);
        try (var parent = desk.as(desk.chain.parents.get(0))) {
            // Who cancels does not see who waits.
            good(parent.post("/v1/appointments/" + taken + "/cancel", ""));
        }
        assertThat(status(first)).isEqualTo("offered");
        assertThat(status(second)).isEqualTo("waiting");
        assertThat(desk.book(3, desk.chain.visit, slot(0), "staff_id", vet).status())
                .isEqualTo(409);
        try (var parent = desk.as(desk.chain.parents.get(1))) {
            good(parent.post("/v1/waitlist/" + first + "/decline", ""));
        }
        assertThat(status(second)).isEqualTo("offered");
        try (var parent = desk.as(desk.chain.parents.get(2))) {
            var made = good(parent.post("/v1/waitlist/" + second + "/accept", ""));
            assertThat(made.path("staff_id").asText()).isEqualTo(vet.toString());
        }
        assertThat(status(second)).isEqualTo("booked");
    }

    @Test
    void anOfferThatIsLetPassGoesToTheNext() throws Exception {
        var vet = desk.site().staff().get(1);
        var taken = desk.booked(0, desk.chain.visit, slot(0), "staff_id", vet);
        var first = waits(1, vet);
        var second = waits(2, vet);
        good(desk.wire.post("/v1/appointments/" + taken + "/cancel", ""));
        assertThat(status(first)).isEqualTo("offered");
        desk.change("update waitlist_offers set expires_at = now() - interval '1 second'");
        com.bloompetos.local.runner.TestStack.eventually(
                "the next is offered the slot",
                Duration.ofSeconds(30),
                () -> status(second).equals("offered") && status(first).equals("waiting"));
    }

    private String waits(int pet, java.util.UUID staff) throws Exception {
        var wish =
                Desk.json(
                        java.util.Map.of(
                                "branch_id", desk.site().id(),
                                "pet_id", desk.pet(pet),
                                "service_id", desk.chain.visit,
                                "staff_id", staff,
                                "from_at", slot(-2),
                                "until_at", slot(4)));
        return good(desk.wire.post("/v1/waitlist", wish)).path("entry_id").asText();
    }

    private String status(String entryId) throws Exception {
        return desk.sql("select status from waitlist_entries where entry_id = '" + entryId + "'")
                .get(0);
    }

    @Test
    void aSearchOffersWhatCanBeBookedAndRemembersWhatItCouldNot() throws Exception {
        var day = slot(0).atZone(ZoneId.of(BookableChain.ZONE)).toLocalDate();
        var search =
                "/v1/slots?service_id=%s&branch_id=%s&from_day=%s&to_day=%s"
                        .formatted(desk.chain.visit, desk.site().id(), day, day);
        var found = good(desk.wire.get(search + "&most_per_branch=500"));
        assertThat(found).hasSize(24 * 4 - 1);
        var first = found.get(0);
        desk.booked(
                0,
                desk.chain.visit,
                Instant.parse(first.path("appointment_date").asText()),
                "staff_id",
                first.path("staff_ids").get(0).asText());
        assertThat(good(desk.wire.get(search)).get(0).path("staff_ids")).hasSize(2);
        assertThat(desk.sql("select 1 from slot_searches")).isEmpty();
        // A branch that plans shifts and has none that day offers nobody.
        desk.change("update branches set plans_shifts = true");
        assertThat(good(desk.wire.get(search))).isEmpty();
        assertThat(desk.sql("select found || ' ' || from_day from slot_searches"))
                .containsExactly("0 " + day);
    }

    @Test
    void aPetParentBooksWithinShiftsAndTheDeskMayGoBeyond() throws Exception {
        var vet = desk.site().staff().get(1);
        var shift =
                Desk.json(
                        java.util.Map.of(
                                "branch_id", desk.site().id(),
                                "user_id", vet,
                                "starts_at", slot(0),
                                "ends_at", slot(4)));
        good(desk.wire.post("/v1/shifts", shift));
        assertThat(desk.wire.post("/v1/shifts", shift).status()).isEqualTo(409);
        try (var parent = desk.as(desk.chain.parents.get(0))) {
            var beyond = desk.wish(0, desk.chain.visit, slot(6), "staff_id", vet);
            var refused = parent.post("/v1/appointments", beyond);
            assertThat(refused.status()).isEqualTo(409);
            assertThat(refused.body()).contains("slot-closed");
            good(parent.post("/v1/appointments", desk.wish(0, desk.chain.visit, slot(0))));
        }
        desk.booked(1, desk.chain.visit, slot(6), "staff_id", vet);
    }

    @Test
    void theBranchsOwnPriceCountsWhereItHasOne() throws Exception {
        var rule =
                Desk.json(
                        java.util.Map.of(
                                "branch_id",
                                desk.site().id(),
                                "service_id",
                                desk.chain.visit,
                                "price_cents",
                                9900));
        good(desk.wire.post("/v1/price-rules", rule));
        var made = good(desk.book(0, desk.chain.visit, slot(0)));
        assertThat(made.path("price_cents").asLong()).isEqualTo(9900);
        assertThat(
                        List.of(
                                good(desk.book(1, desk.chain.groom, slot(0)))
                                        .path("price_cents")
                                        .asLong()))
                .containsExactly(8500L);
    }
}
