package com.bloompetos.local.simulate;

import com.bloompetos.local.simulate.Chain.Branch;
import com.bloompetos.local.simulate.Chain.Category;
import com.bloompetos.local.simulate.Chain.Client;
import com.bloompetos.local.simulate.Chain.Pet;
import com.bloompetos.local.simulate.Chain.Place;
import com.bloompetos.local.simulate.Chain.Service;
import com.bloompetos.local.simulate.Chain.Staff;
import com.bloompetos.local.simulate.Change.Bill;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Lets the days of one chain pass: every change in the order of its instant, up to the present. */
final class ChainSimulation {

    /**
     * Bookings are simulated this many days ahead of the history, so that its first day has a full
     * calendar.
     */
    private static final int CALENDAR_DAYS = 45;

    private static final int TRIES = 14;

    private final Chain chain;
    private final Course course;
    private final Random random;
    private final Instant firstDay;
    private final Instant now;
    private final Slots slots = new Slots();
    private final Storeroom storeroom;
    private final Roster roster;
    private final Outreach outreach;
    private final Till till;
    private final Map<UUID, Visit> scheduled = new LinkedHashMap<>();
    private Instant nextDay;

    ChainSimulation(Chain chain, long seed, Instant firstDay, Instant now) {
        this.chain = chain;
        this.random = new Random(seed);
        this.firstDay = firstDay;
        this.now = now;
        this.nextDay = firstDay.minus(Duration.ofDays(CALENDAR_DAYS));
        this.course = new Course(random, new Ids(seed * 17 + 3), nextDay);
        this.storeroom = new Storeroom(chain, course);
        this.roster = new Roster(chain, course, firstDay.atOffset(ZoneOffset.UTC).toLocalDate());
        this.outreach = new Outreach(course, firstDay, new AskedBack());
        this.till = new Till(course);
        for (Branch branch : chain.branches()) {
            branch.clients()
                    .forEach(client -> course.at(joining(client), () -> join(branch, client)));
            branch.items()
                    .forEach(item -> course.at(course.now(), () -> storeroom.open(branch, item)));
            roster.price(branch, firstDay);
        }
    }

    boolean hasNext() {
        return nextDay.isBefore(now);
    }

    /**
     * The changes of the next day, in order; the first call also tells what came before the
     * history.
     */
    List<Change> nextDay() {
        do {
            LocalDate day = nextDay.atOffset(ZoneOffset.UTC).toLocalDate();
            for (Branch branch : chain.branches()) {
                for (Category category : Category.values()) {
                    wish(branch, category, day);
                }
                roster.plan(branch, day);
                if (!nextDay.isBefore(firstDay)) {
                    storeroom.day(branch, day);
                }
            }
            nextDay = nextDay.plus(Duration.ofDays(1));
            course.runUntil(nextDay.isBefore(now) ? nextDay : now);
        } while (nextDay.isBefore(firstDay));
        return course.take();
    }

    /** Visits that are still to come, or under way. */
    Collection<Visit> scheduled() {
        return scheduled.values();
    }

    /** Stays that have begun and not ended. */
    List<Visit> guests() {
        return scheduled.values().stream()
                .filter(visit -> visit.service().category().stay())
                .filter(visit -> visit.starts().isBefore(now))
                .toList();
    }

    private Instant joining(Client client) {
        return client.joined().isBefore(course.now()) ? course.now() : client.joined();
    }

    private void join(Branch branch, Client client) {
        course.emit(new Change.Joined(course.now(), client));
        for (Pet pet : client.pets()) {
            if (random.nextDouble() < 0.75) {
                LocalDate given = course.today(branch).minusDays(random.nextInt(420));
                vaccinated(branch, pet, given, null);
            }
        }
    }

    private void wish(Branch branch, Category category, LocalDate day) {
        double mean =
                Demand.bookingsPerDay(category)
                        * branch.popularity()
                        * Demand.season(category, day);
        int wishes = Demand.poisson(mean, random);
        for (int i = 0; i < wishes; i++) {
            // People book from seven in the morning to nine in the evening.
            Instant opens = day.atTime(7, 0).atZone(branch.zone()).toInstant();
            course.at(
                    course.within(opens, opens.plus(Duration.ofHours(14))),
                    () -> book(branch, category));
        }
    }

    private void book(Branch branch, Category category) {
        Client client = Words.pick(random, branch.clients());
        Pet pet = Words.pick(random, client.pets());
        if (!client.joined().isAfter(course.now())) {
            book(branch, category, client, pet);
        }
    }

    private void book(Branch branch, Category category, Client client, Pet pet) {
        Service service = service(category, pet);
        if (service == null) {
            return;
        }
        int lead = leadDays(branch, category);
        Visit visit =
                find(new Booking(branch, client, pet, service, course.id(), course.now()), lead);
        if (visit == null) {
            outreach.turnedAway(branch, service, lead);
            return;
        }
        // A slot before the history only filled the calendar; it has no row.
        if (visit.starts().isBefore(firstDay)) {
            return;
        }
        slots.take(visit);
        scheduled.put(visit.id(), visit);
        course.emit(new Change.Booked(course.now(), course.id(), visit));
        till.deposit(visit);
        decideFate(visit, true);
        outreach.remindOf(visit);
    }

    /** Who was reminded comes back to the same branch. */
    private final class AskedBack implements Outreach.Rebooking {
        @Override
        public boolean isComing(Pet pet) {
            return scheduled.values().stream().anyMatch(visit -> visit.pet().equals(pet));
        }

        @Override
        public boolean stands(Visit visit) {
            Visit standing = scheduled.get(visit.id());
            return standing != null && standing.starts().equals(visit.starts());
        }

        @Override
        public void book(Visit last, @Nullable Category category) {
            ChainSimulation.this.book(
                    last.branch(),
                    category == null ? last.service().category() : category,
                    last.client(),
                    last.pet());
        }
    }

    private record Booking(
            Branch branch, Client client, Pet pet, Service service, UUID id, Instant booked) {}

    private @Nullable Service service(Category category, Pet pet) {
        List<Service> fitting =
                chain.services().stream()
                        .filter(s -> s.category() == category)
                        .filter(s -> s.species() == null || s.species().equals(pet.species()))
                        .toList();
        double left = random.nextDouble() * fitting.stream().mapToDouble(Service::weight).sum();
        for (Service service : fitting) {
            left -= service.weight();
            if (left <= 0) {
                return service;
            }
        }
        return null;
    }

    private int leadDays(Branch branch, Category category) {
        for (int i = 0; i < TRIES; i++) {
            int lead = Demand.leadDays(category, random);
            DayOfWeek weekday = course.today(branch).plusDays(lead).getDayOfWeek();
            if (random.nextDouble() < Demand.weekday(category, weekday)) {
                return lead;
            }
        }
        return 1;
    }

    private @Nullable Visit find(Booking booking, int leadDays) {
        Category category = booking.service().category();
        for (int i = 0; i < TRIES; i++) {
            LocalDate day = course.today(booking.branch()).plusDays(leadDays + i / 5);
            if (Demand.weekday(category, day.getDayOfWeek()) == 0) {
                continue;
            }
            Instant starts =
                    day.atTime(startTime(booking)).atZone(booking.branch().zone()).toInstant();
            if (starts.isBefore(course.now().plus(Duration.ofMinutes(30)))) {
                continue;
            }
            Visit visit = fit(booking, starts);
            if (visit != null) {
                return visit;
            }
        }
        return null;
    }

    /**
     * Stays begin when the house opens or after lunch; visits on the quarter hours, most around ten
     * and four.
     */
    private LocalTime startTime(Booking booking) {
        Branch branch = booking.branch();
        Category category = booking.service().category();
        if (category == Category.DAYCARE) {
            return branch.opens().plusMinutes(15L * random.nextInt(5));
        }
        if (category == Category.BOARDING) {
            return LocalTime.of(14, 0).plusMinutes(30L * random.nextInt(6));
        }
        int open =
                (branch.closes().toSecondOfDay() - branch.opens().toSecondOfDay()) / 60
                        - booking.service().minutes();
        double peak = random.nextBoolean() ? 120 : 450;
        double minutes =
                random.nextDouble() < 0.5
                        ? peak + 75 * random.nextGaussian()
                        : random.nextDouble() * open;
        int quarter = (int) (Math.max(0, Math.min(open, minutes)) / 15);
        return branch.opens().plusMinutes(15L * quarter);
    }

    private @Nullable Visit fit(Booking booking, Instant starts) {
        Category category = booking.service().category();
        Instant ends = starts.plus(Duration.ofMinutes(booking.service().minutes()));
        if (!slots.isFree(booking.pet().resourceId(), starts, ends)) {
            return null;
        }
        Place place = null;
        for (Place candidate : booking.branch().places()) {
            if (candidate.category() == category
                    && slots.isFree(candidate.resourceId(), starts, ends)) {
                place = candidate;
                break;
            }
        }
        Staff staff = null;
        if (!category.stay()) {
            for (Staff candidate : booking.branch().staff()) {
                if (candidate.category() == category
                        && slots.isFree(candidate.resourceId(), starts, ends)) {
                    staff = candidate;
                    break;
                }
            }
        }
        if (place == null || (staff == null && !category.stay())) {
            return null;
        }
        return new Visit(
                booking.id(),
                booking.branch(),
                booking.client(),
                booking.pet(),
                booking.service(),
                staff,
                place,
                booking.booked(),
                starts);
    }

    private void decideFate(Visit visit, boolean mayMove) {
        if (mayMove && random.nextDouble() < 0.07) {
            course.at(course.within(course.now(), visit.starts()), () -> move(visit));
        } else if (random.nextDouble() < Absence.cancelChance(visit)) {
            // People remember a slot when it is near: the root pulls cancels towards it.
            double share = Math.sqrt(random.nextDouble());
            long millis = Duration.between(course.now(), visit.starts()).toMillis();
            course.at(course.now().plusMillis((long) (share * millis)), () -> cancel(visit));
        } else if (random.nextDouble() < Absence.missChance(visit, isBadWeek(visit))) {
            course.at(visit.starts().plus(Duration.ofMinutes(20)), () -> miss(visit));
        } else {
            course.at(visit.ends().plusSeconds(random.nextInt(600)), () -> complete(visit));
        }
    }

    /**
     * The last week of grooming at the first branch, so that the insights have something to say.
     */
    private boolean isBadWeek(Visit visit) {
        Branch branch = visit.branch();
        LocalDate today = LocalDate.ofInstant(now, branch.zone());
        LocalDate day = LocalDate.ofInstant(visit.starts(), branch.zone());
        return branch.equals(chain.branches().get(0))
                && visit.service().category() == Category.GROOMING
                && day.isBefore(today)
                && !day.isBefore(today.minusDays(7));
    }

    private void move(Visit old) {
        slots.free(old);
        Booking booking =
                new Booking(
                        old.branch(),
                        old.client(),
                        old.pet(),
                        old.service(),
                        old.id(),
                        old.booked());
        Visit visit = find(booking, 1 + random.nextInt(10));
        if (visit == null) {
            slots.take(old);
            decideFate(old, false);
            return;
        }
        slots.take(visit);
        scheduled.put(visit.id(), visit);
        course.emit(new Change.Rescheduled(course.now(), visit));
        decideFate(visit, false);
    }

    private void end(Visit visit) {
        slots.free(visit);
        scheduled.remove(visit.id());
    }

    private void cancel(Visit visit) {
        end(visit);
        course.emit(
                new Change.Cancelled(course.now(), course.id(), visit, visit.isLate(course.now())));
        till.giveBack(visit);
    }

    private void miss(Visit visit) {
        end(visit);
        course.emit(new Change.Missed(course.now(), course.id(), visit));
        till.giveBack(visit);
    }

    private void complete(Visit visit) {
        end(visit);
        Bill bill = till.bill(visit);
        course.emit(
                new Change.Completed(
                        course.now(), course.id(), course.id(), visit, bill, storeroom.use(visit)));
        till.settle(visit, bill);
        outreach.afterVisit(visit);
        if (visit.service().name().startsWith("Vaccination")) {
            vaccinated(visit.branch(), visit.pet(), course.today(visit.branch()), visit.staff());
        }
    }

    private void vaccinated(Branch branch, Pet pet, LocalDate day, @Nullable Staff by) {
        List<String> vaccines =
                pet.species().equals("dog")
                        ? List.of("Rabies", "DHPP", "Bordetella")
                        : List.of("Rabies", "FVRCP");
        String vaccine = Words.pick(random, vaccines);
        UUID id = course.id();
        LocalDate expires = day.plusYears(1);
        course.emit(
                new Change.Vaccinated(id, course.now(), branch, pet, vaccine, day, expires, by));
        outreach.remindOfVaccination(branch, pet, id, expires);
    }

    /** Lets all days pass at once, for those who need no pauses between them. */
    void run(Consumer<Change> consumer) {
        while (hasNext()) {
            nextDay().forEach(consumer);
        }
    }
}
