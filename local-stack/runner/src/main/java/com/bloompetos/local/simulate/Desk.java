package com.bloompetos.local.simulate;

import com.bloompetos.local.simulate.ApiClient.Answer;
import com.bloompetos.local.simulate.Chain.Category;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** The front desk of one branch, worked through the API: what it knows it has asked the API for. */
final class Desk {

    private static final Duration LIST_GOOD_FOR = Duration.ofMinutes(2);
    private static final int MOST_KNOWN = 500;

    /** A stay of nights is paid on its first day. */
    private static final Duration PAID_AT_THE_LATEST = Duration.ofHours(2);

    private final ApiClient api;
    private final String branchId;
    private final ZoneId zone;
    private final List<JsonNode> services;
    private final Map<String, List<JsonNode>> resources = new HashMap<>();
    private final List<String> pets;
    private final Random random;
    private final Care care;
    private final Shelves shelves;
    private final Office office;
    private final Cashier cashier;

    /** Appointments of today in the order of the day, and those to come that were booked here. */
    private final Deque<JsonNode> today = new ArrayDeque<>();

    private final List<JsonNode> coming = new ArrayList<>();
    private final LiveTraffic.Days days;
    private Instant listed = Instant.EPOCH;

    /**
     * @param pets known to the organization; shared by its desks, and growing
     */
    Desk(
            ApiClient api,
            JsonNode branch,
            List<JsonNode> services,
            List<String> pets,
            LiveTraffic.Days days,
            Random random)
            throws IOException, InterruptedException {
        this.api = api;
        this.branchId = branch.path("branch_id").asText();
        this.zone = ZoneId.of(branch.path("time_zone").asText());
        this.services = services;
        this.pets = pets;
        this.days = days;
        this.random = random;
        this.care = new Care(api, branchId, zone, random);
        this.shelves = new Shelves(api, branchId, zone, random);
        this.cashier = new Cashier(api, random);
        for (JsonNode resource : api.get("/v1/branches/" + branchId + "/resources").body()) {
            String label = resource.path("label").asText();
            resources
                    .computeIfAbsent(label.split(" ", -1)[0], k -> new ArrayList<>())
                    .add(resource);
        }
        this.office = new Office(api, branchId, zone, services, resources, random);
    }

    /**
     * One thing that happens at a branch, as often as it does there; null when there was nothing to
     * do.
     */
    @Nullable Answer next() throws IOException, InterruptedException {
        if (Instant.now().isAfter(listed.plus(LIST_GOOD_FOR))) {
            return list();
        }
        double u = random.nextDouble();
        if (u < 0.38) {
            return book();
        }
        if (u < 0.46) {
            return searchAndBook();
        }
        if (u < 0.48) {
            return waitForSlot();
        }
        if (u < 0.56) {
            return reschedule();
        }
        if (u < 0.62) {
            return cancel();
        }
        if (u < 0.66) {
            return confirm();
        }
        if (u < 0.88) {
            return end();
        }
        if (u < 0.895) {
            return cashier.giveBack();
        }
        if (u < 0.905) {
            return bookSeries();
        }
        if (u < 0.92) {
            return register();
        }
        if (u < 0.94) {
            return askForSomebody();
        }
        return u < 0.98 ? shelves.next() : office.next();
    }

    private Answer list() throws IOException, InterruptedException {
        LocalDate day = LocalDate.now(zone);
        Answer answer = api.get("/v1/appointments?branch_id=" + branchId + "&day=" + day);
        if (answer.isGood()) {
            listed = Instant.now();
            today.clear();
            for (JsonNode appointment : answer.body()) {
                remember(appointment.path("pet_id").asText());
                if (appointment.path("status").asText().equals("scheduled")) {
                    today.add(appointment);
                }
            }
        }
        return answer;
    }

    private void remember(String pet) {
        synchronized (pets) {
            if (pets.size() < MOST_KNOWN * 4 && !pets.contains(pet)) {
                pets.add(pet);
            }
        }
    }

    private @Nullable Answer book() throws IOException, InterruptedException {
        String pet = anyPet();
        if (pet == null) {
            return null;
        }
        JsonNode service = Words.pick(random, services);
        Category category = category(service);
        Map<String, Object> wish = new LinkedHashMap<>();
        wish.put("branch_id", branchId);
        wish.put("pet_id", pet);
        wish.put("service_id", service.path("service_id").asText());
        wish.put(
                "appointment_date",
                slot(category, service.path("duration_minutes").asInt()).toString());
        List<JsonNode> able = resources.getOrDefault(ableTo(category), List.of());
        if (!able.isEmpty()) {
            JsonNode chosen = Words.pick(random, able);
            wish.put(
                    category.stay() ? "place_id" : "staff_id",
                    chosen.path(category.stay() ? "resource_id" : "user_id").asText());
        }
        // On the phone a slot is kept while the calendar of the household is looked up.
        return random.nextInt(6) == 0 ? hold(wish) : remembered(api.post("/v1/appointments", wish));
    }

    private Answer hold(Map<String, Object> wish) throws IOException, InterruptedException {
        Answer held = api.post("/v1/holds", wish);
        if (!held.isGood()) {
            return held;
        }
        String path = "/v1/holds/" + held.body().path("hold_id").asText();
        return random.nextInt(5) == 0
                ? api.post(path + "/release", Map.of())
                : remembered(api.post(path + "/book", Map.of()));
    }

    private Answer remembered(Answer answer) throws IOException, InterruptedException {
        if (answer.isGood() && coming.size() < MOST_KNOWN) {
            coming.add(answer.body());
        }
        return answer.isGood() ? cashier.deposit(answer, deposit(answer.body())) : answer;
    }

    private long deposit(JsonNode appointment) {
        return services.stream()
                .filter(s -> s.path("service_id").equals(appointment.path("service_id")))
                .mapToLong(s -> s.path("deposit_cents").asLong())
                .sum();
    }

    /** Somebody comes for the first time, with a pet. */
    private Answer register() throws IOException, InterruptedException {
        String first = Words.first(random);
        String last = Words.last(random);
        String species = random.nextInt(4) == 0 ? "cat" : "dog";
        Answer client =
                api.post(
                        "/v1/users",
                        Map.of(
                                "branch_id",
                                branchId,
                                "email",
                                "%s.%s.%s@mail.demo"
                                        .formatted(first, last, java.util.UUID.randomUUID())
                                        .toLowerCase(Locale.ROOT),
                                "first_name",
                                first,
                                "last_name",
                                last));
        if (!client.isGood()) {
            return client;
        }
        Answer pet =
                api.post(
                        "/v1/pets",
                        Map.of(
                                "user_id",
                                client.body().path("user_id").asText(),
                                "name",
                                Words.pet(random),
                                "species",
                                species,
                                "breed",
                                Words.breed(random, species),
                                "weight",
                                3 + random.nextInt(400) / 100.0));
        if (pet.isGood()) {
            remember(pet.body().path("pet_id").asText());
        }
        return pet;
    }

    /** The same slot for some weeks; what is taken is left out. */
    private @Nullable Answer bookSeries() throws IOException, InterruptedException {
        String pet = anyPet();
        if (pet == null) {
            return null;
        }
        JsonNode service = Words.pick(random, services);
        Map<String, Object> wish = new LinkedHashMap<>();
        wish.put("branch_id", branchId);
        wish.put("pet_id", pet);
        wish.put("service_id", service.path("service_id").asText());
        wish.put(
                "appointment_date",
                slot(category(service), service.path("duration_minutes").asInt()).toString());
        wish.put("every_days", 14);
        wish.put("occurrences", 2 + random.nextInt(3));
        wish.put("skip_taken", true);
        return api.post("/v1/series", wish);
    }

    /** Clients ask for somebody they like, whose work it is not always: then nothing is found. */
    private @Nullable Answer askForSomebody() throws IOException, InterruptedException {
        List<JsonNode> staff =
                resources.values().stream()
                        .flatMap(List::stream)
                        .filter(one -> one.path("kind").asText().equals("staff"))
                        .toList();
        if (staff.isEmpty()) {
            return null;
        }
        LocalDate day = LocalDate.now(zone).plusDays(random.nextInt(3));
        return api.get(
                "/v1/slots?service_id=%s&branch_id=%s&staff_id=%s&from_day=%s&to_day=%s"
                        .formatted(
                                Words.pick(random, services).path("service_id").asText(),
                                branchId,
                                Words.pick(random, staff).path("user_id").asText(),
                                day,
                                day));
    }

    private static Category category(JsonNode service) {
        return Category.valueOf(service.path("category").asText().toUpperCase(Locale.ROOT));
    }

    /** What is free in the next days; who finds nothing has been turned away. */
    private @Nullable Answer searchAndBook() throws IOException, InterruptedException {
        String pet = anyPet();
        if (pet == null) {
            return null;
        }
        String service = Words.pick(random, services).path("service_id").asText();
        LocalDate from = LocalDate.now(zone).plusDays(random.nextInt(5));
        Answer found =
                api.get(
                        "/v1/slots?service_id=%s&branch_id=%s&from_day=%s&to_day=%s"
                                .formatted(
                                        service, branchId, from, from.plusDays(random.nextInt(3))));
        if (!found.isGood() || found.body().isEmpty()) {
            return found;
        }
        JsonNode slot = found.body().get(random.nextInt(found.body().size()));
        Map<String, Object> wish = new LinkedHashMap<>();
        wish.put("branch_id", branchId);
        wish.put("pet_id", pet);
        wish.put("service_id", service);
        wish.put("appointment_date", slot.path("appointment_date").asText());
        return remembered(api.post("/v1/appointments", wish));
    }

    private @Nullable Answer waitForSlot() throws IOException, InterruptedException {
        String pet = anyPet();
        if (pet == null) {
            return null;
        }
        Instant from = Instant.now().plus(Duration.ofHours(2 + random.nextInt(72)));
        Map<String, Object> wish = new LinkedHashMap<>();
        wish.put("branch_id", branchId);
        wish.put("pet_id", pet);
        wish.put("service_id", Words.pick(random, services).path("service_id").asText());
        wish.put("from_at", from.toString());
        wish.put("until_at", from.plus(Duration.ofDays(10)).toString());
        return api.post("/v1/waitlist", wish);
    }

    private @Nullable Answer confirm() throws IOException, InterruptedException {
        return coming.isEmpty()
                ? null
                : api.post(path(coming.get(random.nextInt(coming.size())), "confirm"), Map.of());
    }

    private @Nullable String anyPet() {
        synchronized (pets) {
            return pets.isEmpty() ? null : Words.pick(random, pets);
        }
    }

    private static String ableTo(Category category) {
        return switch (category) {
            case VET -> "Vet";
            case GROOMING -> "Groomer";
            case BOARDING -> "Kennel";
            case DAYCARE -> "Yard";
        };
    }

    private Instant slot(Category category, int minutes) {
        for (int i = 0; i < 20; i++) {
            LocalDate day = LocalDate.now(zone).plusDays(Demand.leadDays(category, random));
            LocalTime time =
                    category == Category.BOARDING
                            ? LocalTime.of(14, 0).plusMinutes(30L * random.nextInt(6))
                            : LocalTime.of(8, 0)
                                    .plusMinutes(
                                            15L
                                                    * random.nextInt(
                                                            Math.max(1, (600 - minutes) / 15)));
            Instant starts = day.atTime(time).atZone(zone).toInstant();
            boolean wanted = random.nextDouble() < Demand.weekday(category, day.getDayOfWeek());
            if (wanted && starts.isAfter(Instant.now().plusSeconds(600))) {
                return starts;
            }
        }
        return LocalDate.now(zone).plusDays(2).atTime(12, 0).atZone(zone).toInstant();
    }

    private @Nullable Answer reschedule() throws IOException, InterruptedException {
        if (coming.isEmpty()) {
            return null;
        }
        int index = random.nextInt(coming.size());
        JsonNode appointment = coming.get(index);
        Instant starts = Instant.parse(appointment.path("appointment_date").asText());
        Instant later = starts.plus(Duration.ofDays(1 + random.nextInt(5)));
        Answer answer =
                api.post(
                        path(appointment, "reschedule"),
                        Map.of("appointment_date", later.toString()));
        if (answer.isGood()) {
            coming.set(index, answer.body());
        }
        return answer;
    }

    private @Nullable Answer cancel() throws IOException, InterruptedException {
        return coming.isEmpty()
                ? null
                : api.post(path(coming.remove(random.nextInt(coming.size())), "cancel"), Map.of());
    }

    /** Today's appointments end in the order of the day. */
    private @Nullable Answer end() throws IOException, InterruptedException {
        JsonNode appointment = today.stream().filter(this::isOver).findFirst().orElse(null);
        if (appointment == null) {
            return null;
        }
        today.remove(appointment);
        if (random.nextDouble() < 0.11) {
            return api.post(path(appointment, "no-show"), Map.of());
        }
        api.post(path(appointment, "check-in"), Map.of());
        long price = appointment.path("price_cents").asLong();
        Answer completed =
                api.post(
                        path(appointment, "complete"),
                        random.nextInt(12) == 0 ? Map.of("discount_cents", price / 10) : Map.of());
        if (completed.isGood()) {
            care.after(appointment);
        }
        if (!completed.isGood() || random.nextDouble() < 0.06) {
            return completed;
        }
        return cashier.pay(completed.body());
    }

    private boolean isOver(JsonNode appointment) {
        if (days == LiveTraffic.Days.FASTER_THAN_CLOCKS) {
            return true;
        }
        Instant starts = Instant.parse(appointment.path("appointment_date").asText());
        Instant ends = Instant.parse(appointment.path("ends_at").asText());
        Instant paid = starts.plus(PAID_AT_THE_LATEST);
        return Instant.now().isAfter(ends.isBefore(paid) ? ends : paid);
    }

    private static String path(JsonNode appointment, String verb) {
        return "/v1/appointments/" + appointment.path("appointment_id").asText() + "/" + verb;
    }
}
