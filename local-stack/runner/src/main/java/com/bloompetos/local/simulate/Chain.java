package com.bloompetos.local.simulate;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** One organization as it stands before its first simulated booking. */
record Chain(
        UUID organizationId,
        String name,
        String domain,
        Instant founded,
        List<Brand> brands,
        List<Franchise> franchises,
        List<Branch> branches,
        List<Service> services,
        List<Login> logins) {

    record Brand(UUID id, String name) {}

    record Franchise(UUID id, UUID brandId, String name) {}

    /** One site with the people and places that can be booked there. */
    record Branch(
            UUID id,
            UUID franchiseId,
            String name,
            ZoneId zone,
            LocalTime opens,
            LocalTime closes,
            double popularity,
            List<Staff> staff,
            List<Place> places,
            List<Item> items,
            List<Client> clients) {}

    enum Category {
        VET,
        GROOMING,
        BOARDING,
        DAYCARE;

        String text() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }

        /** The kind of place where it is done. */
        String place() {
            return switch (this) {
                case VET -> "exam_room";
                case GROOMING -> "table";
                case BOARDING -> "kennel";
                case DAYCARE -> "yard";
            };
        }

        /** Stays take a place of the house for their whole time, but nobody's calendar. */
        boolean stay() {
            return this == BOARDING || this == DAYCARE;
        }
    }

    /**
     * @param species null when it is sold for any pet
     */
    record Service(
            UUID id,
            String name,
            Category category,
            @Nullable String species,
            long priceCents,
            int minutes,
            int lateCancelHours,
            double weight,
            long depositCents,
            List<Supply> supplies) {}

    record Supply(UUID id, String sku, int quantity) {}

    record Staff(
            UUID userId,
            UUID resourceId,
            Category category,
            String firstName,
            String lastName,
            String email) {}

    record Place(UUID resourceId, Category category, String label) {}

    /**
     * @param priceCents over the counter; zero where it is not for sale
     * @param lifeDays until a lot expires; zero where none does
     */
    record Item(
            UUID id,
            String sku,
            String label,
            String unit,
            int reorderPoint,
            int reorderQuantity,
            long costCents,
            long priceCents,
            int lifeDays) {}

    /** A pet parent; how often the person stays away is known to the generator alone. */
    record Client(
            UUID userId,
            Instant joined,
            String email,
            String firstName,
            String lastName,
            String phone,
            double propensity,
            List<Pet> pets) {}

    record Pet(
            UUID id,
            UUID resourceId,
            String name,
            String species,
            String breed,
            LocalDate birthDate,
            String gender,
            double weight,
            @Nullable String microchip) {}

    /**
     * A person who can sign in with the demo password.
     *
     * @param kind of account, as the table of users has it
     * @param branchIds empty for every branch
     */
    record Login(
            UUID userId,
            UUID membershipId,
            String email,
            String role,
            String kind,
            List<UUID> branchIds,
            List<Pet> pets) {}
}
