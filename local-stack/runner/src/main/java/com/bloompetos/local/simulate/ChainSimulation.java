package com.bloompetos.local.simulate;

import com.bloompetos.local.simulate.Chain.Branch;
import com.bloompetos.local.simulate.Chain.Category;
import com.bloompetos.local.simulate.Chain.Client;
import com.bloompetos.local.simulate.Chain.Item;
import com.bloompetos.local.simulate.Chain.Pet;
import com.bloompetos.local.simulate.Chain.Place;
import com.bloompetos.local.simulate.Chain.Service;
import com.bloompetos.local.simulate.Chain.Staff;
import com.bloompetos.local.simulate.Chain.Supply;
import com.bloompetos.local.simulate.Change.Bill;
import com.bloompetos.local.simulate.Change.Use;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
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

    private record Event(Instant at, long order, Runnable happens) {}

    private final Chain chain;
    private final Random random;
    private final Ids ids;
    private final Instant firstDay;
    private final Instant now;
    private final Slots slots = new Slots();
    private final Stock stock;
    private final PriorityQueue<Event> events =
            new PriorityQueue<>(Comparator.comparing(Event::at).thenComparing(Event::order));
    private final Map<UUID, Visit> scheduled = new LinkedHashMap<>();
    private List<Change> changes = new ArrayList<>();
    private Instant clock;
    private Instant nextDay;
    private long order;

    ChainSimulation(Chain chain, long seed, Instant firstDay, Instant now) {
        this.chain = chain;
        this.random = new Random(seed);
        this.ids = new Ids(seed * 17 + 3);
        this.firstDay = firstDay;
        this.now = now;
        this.stock = new Stock(random);
        this.clock = firstDay.minus(Duration.ofDays(CALENDAR_DAYS));
        this.nextDay = clock;
        for (Branch branch : chain.branches()) {
            branch.clients().forEach(client -> at(joining(client), () -> join(branch, client)));
            branch.items()
                    .forEach(
                            item ->
                                    at(
                                            clock,
                                            () ->
                                                    receive(
                                                            branch,
                                                            item,
                                                            2 * item.reorderQuantity())));
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
        changes = new ArrayList<>();
        do {
            LocalDate day = nextDay.atOffset(ZoneOffset.UTC).toLocalDate();
            for (Branch branch : chain.branches()) {
                for (Category category : Category.values()) {
                    wish(branch, category, day);
                }
            }
            nextDay = nextDay.plus(Duration.ofDays(1));
            Instant end = nextDay.isBefore(now) ? nextDay : now;
            while (!events.isEmpty() && events.peek().at().isBefore(end)) {
                Event event = events.remove();
                clock = event.at();
                event.happens().run();
            }
        } while (nextDay.isBefore(firstDay));
        return changes;
    }

    /** Visits that are still to come, or under way. */
    Collection<Visit> scheduled() {
        return scheduled.values();
    }

    private Instant joining(Client client) {
        return client.joined().isBefore(clock) ? clock : client.joined();
    }

    private void at(Instant at, Runnable happens) {
        events.add(new Event(at, order++, happens));
    }

    private void emit(Change change) {
        changes.add(change);
    }

    private Instant within(Instant from, Instant to) {
        long millis = Math.max(1, Duration.between(from, to).toMillis());
        return from.plusMillis((long) (random.nextDouble() * millis));
    }

    private void join(Branch branch, Client client) {
        emit(new Change.Joined(clock, client));
        for (Pet pet : client.pets()) {
            if (random.nextDouble() < 0.75) {
                LocalDate given = today(branch).minusDays(random.nextInt(420));
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
            at(within(opens, opens.plus(Duration.ofHours(14))), () -> book(branch, category));
        }
    }

    private void book(Branch branch, Category category) {
        Client client = Words.pick(random, branch.clients());
        Pet pet = Words.pick(random, client.pets());
        Service service = service(category, pet);
        if (service == null || client.joined().isAfter(clock)) {
            return;
        }
        Visit visit =
                find(
                        new Booking(branch, client, pet, service, ids.next(clock), clock),
                        leadDays(branch, category));
        // A slot before the history only filled the calendar; it has no row.
        if (visit == null || visit.starts().isBefore(firstDay)) {
            return;
        }
        slots.take(visit);
        scheduled.put(visit.id(), visit);
        emit(new Change.Booked(clock, ids.next(clock), visit));
        decideFate(visit, true);
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
            DayOfWeek weekday = today(branch).plusDays(lead).getDayOfWeek();
            if (random.nextDouble() < Demand.weekday(category, weekday)) {
                return lead;
            }
        }
        return 1;
    }

    private LocalDate today(Branch branch) {
        return LocalDate.ofInstant(clock, branch.zone());
    }

    private @Nullable Visit find(Booking booking, int leadDays) {
        Category category = booking.service().category();
        for (int i = 0; i < TRIES; i++) {
            LocalDate day = today(booking.branch()).plusDays(leadDays + i / 5);
            if (Demand.weekday(category, day.getDayOfWeek()) == 0) {
                continue;
            }
            Instant starts =
                    day.atTime(startTime(booking)).atZone(booking.branch().zone()).toInstant();
            if (starts.isBefore(clock.plus(Duration.ofMinutes(30)))) {
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
            at(within(clock, visit.starts()), () -> move(visit));
        } else if (random.nextDouble() < Absence.cancelChance(visit)) {
            // People remember a slot when it is near: the root pulls cancels towards it.
            double share = Math.sqrt(random.nextDouble());
            long millis = Duration.between(clock, visit.starts()).toMillis();
            at(clock.plusMillis((long) (share * millis)), () -> cancel(visit));
        } else if (random.nextDouble() < Absence.missChance(visit)) {
            at(visit.starts().plus(Duration.ofMinutes(20)), () -> miss(visit));
        } else {
            at(visit.ends().plusSeconds(random.nextInt(600)), () -> complete(visit));
        }
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
        emit(new Change.Rescheduled(clock, visit));
        decideFate(visit, false);
    }

    private void end(Visit visit) {
        slots.free(visit);
        scheduled.remove(visit.id());
    }

    private void cancel(Visit visit) {
        end(visit);
        emit(new Change.Cancelled(clock, ids.next(clock), visit, visit.isLate(clock)));
    }

    private void miss(Visit visit) {
        end(visit);
        emit(new Change.Missed(clock, ids.next(clock), visit));
    }

    private void complete(Visit visit) {
        end(visit);
        Bill bill = bill(visit);
        emit(
                new Change.Completed(
                        clock, ids.next(clock), ids.next(clock), visit, bill, uses(visit)));
        Instant paid =
                random.nextDouble() < 0.94
                        ? clock.plusSeconds(60)
                        : clock.plus(Duration.ofDays(1 + random.nextInt(20)));
        String method =
                random.nextDouble() < 0.8 ? "card" : random.nextBoolean() ? "cash" : "transfer";
        at(paid, () -> emit(new Change.Paid(clock, ids.next(clock), visit, bill, method)));
        if (visit.service().name().startsWith("Vaccination")) {
            vaccinated(visit.branch(), visit.pet(), today(visit.branch()), visit.staff());
        }
    }

    private Bill bill(Visit visit) {
        long gross = visit.service().priceCents();
        long discount = random.nextDouble() < 0.08 ? gross / 10 : 0;
        long tax = Math.round((gross - discount) * 0.07);
        return new Bill(ids.next(clock), ids.next(clock), gross, discount, tax);
    }

    private List<Use> uses(Visit visit) {
        List<Use> uses = new ArrayList<>();
        for (Supply supply : visit.service().supplies()) {
            for (Item item : visit.branch().items()) {
                if (item.sku().equals(supply.sku())) {
                    int given = stock.use(item, supply.quantity());
                    if (given > 0) {
                        uses.add(new Use(ids.next(clock), item, given));
                    }
                    stock.reorder(visit.branch(), item, clock)
                            .ifPresent(
                                    o ->
                                            at(
                                                    o.arrives(),
                                                    () ->
                                                            receive(
                                                                    o.branch(),
                                                                    o.item(),
                                                                    o.item().reorderQuantity())));
                }
            }
        }
        return uses;
    }

    private void receive(Branch branch, Item item, int quantity) {
        stock.receive(item, quantity);
        emit(new Change.Received(clock, ids.next(clock), branch, item, quantity));
    }

    private void vaccinated(Branch branch, Pet pet, LocalDate day, @Nullable Staff by) {
        List<String> vaccines =
                pet.species().equals("dog")
                        ? List.of("Rabies", "DHPP", "Bordetella")
                        : List.of("Rabies", "FVRCP");
        String vaccine = Words.pick(random, vaccines);
        emit(
                new Change.Vaccinated(
                        ids.next(clock), clock, branch, pet, vaccine, day, day.plusYears(1), by));
    }

    /** Lets all days pass at once, for those who need no pauses between them. */
    void run(Consumer<Change> consumer) {
        while (hasNext()) {
            nextDay().forEach(consumer);
        }
    }
}
