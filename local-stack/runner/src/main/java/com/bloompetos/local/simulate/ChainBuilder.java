package com.bloompetos.local.simulate;

import com.bloompetos.local.simulate.Chain.Branch;
import com.bloompetos.local.simulate.Chain.Brand;
import com.bloompetos.local.simulate.Chain.Category;
import com.bloompetos.local.simulate.Chain.Client;
import com.bloompetos.local.simulate.Chain.Franchise;
import com.bloompetos.local.simulate.Chain.Item;
import com.bloompetos.local.simulate.Chain.Login;
import com.bloompetos.local.simulate.Chain.Pet;
import com.bloompetos.local.simulate.Chain.Place;
import com.bloompetos.local.simulate.Chain.Service;
import com.bloompetos.local.simulate.Chain.Staff;
import com.bloompetos.local.simulate.Chain.Supply;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Builds a chain from a seed: what it sells, where, with whom, and who its clients are. */
final class ChainBuilder {

    private static final ZoneId EAST = ZoneId.of("America/New_York");
    private static final ZoneId CENTRAL = ZoneId.of("America/Chicago");
    private static final ZoneId WEST = ZoneId.of("America/Los_Angeles");

    private static final long DEPOSIT_CENTS = 10_000;

    private final UUID organizationId;
    private final Random random;
    private final Ids ids;
    private final Instant founded;
    private final Instant firstDay;
    private final Instant now;
    private final List<Brand> brands = new ArrayList<>();
    private final List<Franchise> franchises = new ArrayList<>();
    private final List<Branch> branches = new ArrayList<>();
    private final List<Service> services = new ArrayList<>();
    private String domain = "";
    private int people;

    ChainBuilder(UUID organizationId, long seed, Instant founded, Instant firstDay, Instant now) {
        this.organizationId = organizationId;
        this.random = new Random(seed);
        this.ids = new Ids(seed * 31 + 7);
        this.founded = founded;
        this.firstDay = firstDay;
        this.now = now;
    }

    Chain pawsome() {
        domain = "pawsome.demo";
        vet();
        grooming();
        stays();
        UUID clinics = brand("Pawsome Clinics");
        UUID salons = brand("Pawsome Salons");
        UUID lodges = brand("Pawsome Lodges");
        UUID hudson = franchise(clinics, "Hudson Pet Health");
        UUID lakeside = franchise(clinics, "Lakeside Animal Care");
        UUID salon = franchise(salons, "Shear Joy Grooming");
        UUID lodge = franchise(lodges, "Sunset Pet Lodges");
        branch(hudson, "Manhattan", EAST, 1.25);
        branch(hudson, "Brooklyn", EAST, 1.1);
        branch(hudson, "Boston", EAST, 0.9);
        branch(lakeside, "Chicago Loop", CENTRAL, 1.1);
        branch(lakeside, "Milwaukee", CENTRAL, 0.8);
        branch(salon, "Austin", CENTRAL, 1.0);
        branch(lodge, "Santa Monica", WEST, 1.15);
        branch(lodge, "Seattle", WEST, 0.9);
        return chain("Pawsome");
    }

    Chain tailwind() {
        domain = "tailwind.demo";
        vet();
        grooming();
        stays();
        UUID franchise = franchise(brand("Tailwind"), "Tailwind Denver");
        ZoneId mountain = ZoneId.of("America/Denver");
        branch(franchise, "Denver", mountain, 0.8);
        branch(franchise, "Boulder", mountain, 0.6);
        return chain("Tailwind");
    }

    private Chain chain(String name) {
        return new Chain(
                organizationId,
                name,
                domain,
                founded,
                List.copyOf(brands),
                List.copyOf(franchises),
                List.copyOf(branches),
                List.copyOf(services),
                logins());
    }

    private UUID brand(String name) {
        brands.add(new Brand(ids.next(founded), name));
        return brands.get(brands.size() - 1).id();
    }

    private UUID franchise(UUID brand, String name) {
        franchises.add(new Franchise(ids.next(founded), brand, name));
        return franchises.get(franchises.size() - 1).id();
    }

    private void vet() {
        service("Wellness exam", Category.VET, null, 7200, 30, 24, 4, supply("GLOVES", 2));
        service(
                "Vaccination visit",
                Category.VET,
                null,
                5800,
                20,
                24,
                3,
                supply("VACCINE", 1),
                supply("SYRINGE", 1));
        service(
                "Dental cleaning",
                Category.VET,
                null,
                28500,
                90,
                48,
                1,
                supply("GLOVES", 4),
                supply("ANESTHETIC", 2));
        service(
                "Sick visit",
                Category.VET,
                null,
                8900,
                30,
                12,
                2,
                supply("GLOVES", 2),
                supply("SYRINGE", 2));
    }

    private void grooming() {
        service("Bath and brush", Category.GROOMING, "dog", 4800, 45, 24, 4, supply("SHAMPOO", 1));
        service(
                "Full groom",
                Category.GROOMING,
                "dog",
                8500,
                90,
                24,
                4,
                supply("SHAMPOO", 2),
                supply("EARCLEAN", 1));
        service("Nail trim", Category.GROOMING, null, 2200, 15, 12, 2, supply("STYPTIC", 1));
        service("Cat groom", Category.GROOMING, "cat", 7600, 60, 24, 1.5, supply("SHAMPOO", 1));
    }

    private void stays() {
        service(
                "Overnight boarding",
                Category.BOARDING,
                null,
                5600,
                22 * 60,
                48,
                3,
                supply("MEAL", 3));
        service(
                "Weekend boarding",
                Category.BOARDING,
                null,
                15600,
                3 * 24 * 60 - 120,
                72,
                2,
                supply("MEAL", 9));
        service(
                "Week boarding",
                Category.BOARDING,
                null,
                34000,
                7 * 24 * 60 - 120,
                72,
                1,
                supply("MEAL", 21));
        service(
                "Daycare day",
                Category.DAYCARE,
                "dog",
                4200,
                8 * 60,
                24,
                1,
                supply("MEAL", 1),
                supply("TREATS", 2));
    }

    private Supply supply(String sku, int quantity) {
        return new Supply(ids.next(founded), sku, quantity);
    }

    private void service(
            String name,
            Category category,
            @Nullable String species,
            long cents,
            int minutes,
            int lateHours,
            double weight,
            Supply... supplies) {
        services.add(
                new Service(
                        ids.next(founded),
                        name,
                        category,
                        species,
                        cents,
                        minutes,
                        lateHours,
                        weight,
                        // What keeps a kennel for a week is paid in part when it is booked.
                        name.equals("Week boarding") ? DEPOSIT_CENTS : 0,
                        List.of(supplies)));
    }

    private void branch(UUID franchise, String name, ZoneId zone, double popularity) {
        List<Staff> staff = new ArrayList<>();
        List<Place> places = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            staff.add(staff(Category.VET));
        }
        for (int i = 0; i < 3; i++) {
            staff.add(staff(Category.GROOMING));
        }
        places(places, Category.VET, "Exam room", 2);
        places(places, Category.GROOMING, "Table", 3);
        places(places, Category.BOARDING, "Kennel", (int) Math.round(10 * popularity));
        places(places, Category.DAYCARE, "Yard place", (int) Math.round(9 * popularity));
        List<Client> clients = new ArrayList<>();
        long total = Math.round(290 * popularity);
        for (int i = 0; i < total; i++) {
            clients.add(client(i));
        }
        branches.add(
                new Branch(
                        ids.next(founded),
                        franchise,
                        name,
                        zone,
                        LocalTime.of(8, 0),
                        LocalTime.of(18, 0),
                        popularity,
                        List.copyOf(staff),
                        List.copyOf(places),
                        items(),
                        List.copyOf(clients)));
    }

    private Staff staff(Category category) {
        String first = Words.first(random);
        String last = Words.last(random);
        return new Staff(
                ids.next(founded), ids.next(founded), category, first, last, email(first, last));
    }

    private String email(String first, String last) {
        people++;
        return (first + "." + last + "." + people).toLowerCase(Locale.ROOT) + "@" + domain;
    }

    private void places(List<Place> into, Category category, String label, int count) {
        for (int i = 1; i <= count; i++) {
            into.add(new Place(ids.next(founded), category, label + " " + i));
        }
    }

    private List<Item> items() {
        return List.of(
                item("GLOVES", "Exam gloves", "pair", 30, 120, 35, 0, 0),
                item("VACCINE", "Core vaccine", "dose", 14, 50, 1450, 0, 180),
                item("SYRINGE", "Syringe 3 ml", "piece", 20, 80, 40, 0, 0),
                item("ANESTHETIC", "Anaesthetic", "vial", 6, 20, 2300, 0, 300),
                item("SHAMPOO", "Oatmeal shampoo", "portion", 25, 100, 120, 1450, 0),
                item("EARCLEAN", "Ear cleaner", "portion", 12, 45, 90, 1150, 0),
                item("STYPTIC", "Styptic powder", "portion", 8, 30, 60, 850, 0),
                item("MEAL", "Kibble meal", "portion", 70, 260, 95, 390, 0),
                item("TREATS", "Treats", "portion", 25, 90, 25, 690, 60));
    }

    private Item item(
            String sku,
            String label,
            String unit,
            int reorderPoint,
            int reorderQuantity,
            long costCents,
            long priceCents,
            int lifeDays) {
        return new Item(
                ids.next(founded),
                sku,
                label,
                unit,
                reorderPoint,
                reorderQuantity,
                costCents,
                priceCents,
                lifeDays);
    }

    private Client client(int index) {
        // A quarter of the clients come during the history, the others were there before it.
        Duration span = Duration.between(firstDay, now);
        Instant joined =
                index % 4 == 3
                        ? firstDay.plusSeconds((long) (random.nextDouble() * span.toSeconds()))
                        : founded.plusSeconds(
                                (long) (random.nextDouble() * Duration.ofDays(150).toSeconds()));
        String first = Words.first(random);
        String last = Words.last(random);
        List<Pet> pets = new ArrayList<>();
        int count = random.nextDouble() < 0.3 ? 2 : 1;
        for (int i = 0; i < count; i++) {
            pets.add(pet(joined));
        }
        return new Client(
                ids.next(joined),
                joined,
                email(first, last),
                first,
                last,
                "+1555%07d".formatted(random.nextInt(10_000_000)),
                random.nextGaussian(),
                List.copyOf(pets));
    }

    private Pet pet(Instant joined) {
        String species = random.nextDouble() < 0.72 ? "dog" : "cat";
        double weight =
                species.equals("dog") ? 4 + random.nextDouble() * 36 : 3 + random.nextDouble() * 4;
        return new Pet(
                ids.next(joined),
                ids.next(joined),
                Words.pet(random),
                species,
                Words.breed(random, species),
                joined.atOffset(ZoneOffset.UTC).toLocalDate().minusDays(90 + random.nextInt(4000)),
                random.nextBoolean() ? "female" : "male",
                Math.round(weight * 10) / 10.0,
                random.nextDouble() < 0.6
                        ? "985%012d".formatted(Math.floorMod(random.nextLong(), 1_000_000_000_000L))
                        : null);
    }

    private List<Login> logins() {
        Branch first = branches.get(0);
        List<UUID> franchise =
                branches.stream()
                        .filter(b -> b.franchiseId().equals(first.franchiseId()))
                        .map(Branch::id)
                        .toList();
        return List.of(
                login("manager", "branch_manager", "staff", List.of(first.id())),
                login("owner", "franchise_owner", "staff", franchise),
                login("analyst", "analyst", "staff", List.of()),
                login("admin", "admin", "admin", List.of()),
                login("staff", "staff", "staff", List.of(first.id())),
                login("parent", "owner", "owner", List.of()));
    }

    private Login login(String name, String role, String kind, List<UUID> branchIds) {
        List<Pet> pets = kind.equals("owner") ? List.of(pet(founded), pet(founded)) : List.of();
        return new Login(
                ids.next(founded),
                ids.next(founded),
                name + "@" + domain,
                role,
                kind,
                branchIds,
                pets);
    }
}
