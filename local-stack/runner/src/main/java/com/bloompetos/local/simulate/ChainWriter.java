package com.bloompetos.local.simulate;

import com.bloompetos.local.simulate.Chain.Branch;
import com.bloompetos.local.simulate.Chain.Client;
import com.bloompetos.local.simulate.Chain.Item;
import com.bloompetos.local.simulate.Chain.Login;
import com.bloompetos.local.simulate.Chain.Pet;
import com.bloompetos.local.simulate.Chain.Place;
import com.bloompetos.local.simulate.Chain.Service;
import com.bloompetos.local.simulate.Chain.Staff;
import com.bloompetos.local.simulate.Chain.Supply;
import java.math.BigDecimal;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Writes one chain and its changes as rows. */
final class ChainWriter {

    /**
     * Changes per transaction: small, so that the log is told in steps like those of a working day.
     */
    private static final int CHANGES = 200;

    private final Chain chain;
    private final UUID organization;
    private final Batches batches;
    private final String demoHash;
    private final String nobodysHash;
    private final TillRows till;
    private final ShelfRows shelves;
    private final CareRows care;

    ChainWriter(Chain chain, Batches batches, String demoHash, String nobodysHash) {
        this.chain = chain;
        this.organization = chain.organizationId();
        this.batches = batches;
        this.demoHash = demoHash;
        this.nobodysHash = nobodysHash;
        this.till = new TillRows(organization, batches);
        this.shelves = new ShelfRows(organization, batches);
        this.care = new CareRows(organization, batches);
    }

    void writeChain() throws SQLException {
        Instant at = chain.founded();
        batches.add(Rows.ORGANIZATION, organization, chain.name(), "USD", at);
        for (Chain.Brand brand : chain.brands()) {
            batches.add(Rows.BRAND, brand.id(), organization, brand.name(), at);
        }
        for (Chain.Franchise franchise : chain.franchises()) {
            batches.add(
                    Rows.FRANCHISE,
                    franchise.id(),
                    organization,
                    franchise.brandId(),
                    franchise.name(),
                    at);
        }
        for (Service s : chain.services()) {
            batches.add(
                    Rows.SERVICE,
                    s.id(),
                    organization,
                    s.name(),
                    s.category().text(),
                    BigDecimal.valueOf(s.priceCents(), 2),
                    s.minutes(),
                    s.lateCancelHours(),
                    at,
                    at,
                    s.category().stay() ? "{}" : skill(s.category()),
                    s.category().stay() ? s.category().place() : null,
                    s.depositCents());
            for (Supply supply : s.supplies()) {
                batches.add(
                        Rows.SUPPLY,
                        supply.id(),
                        organization,
                        s.id(),
                        supply.sku(),
                        supply.quantity());
            }
        }
        for (Branch branch : chain.branches()) {
            writeBranch(branch, at);
        }
        batches.commit(organization, false);
    }

    private void writeBranch(Branch branch, Instant at) throws SQLException {
        batches.add(
                Rows.BRANCH,
                branch.id(),
                organization,
                branch.franchiseId(),
                branch.name(),
                branch.zone().getId(),
                branch.opens(),
                branch.closes(),
                at,
                at);
        int number = 0;
        for (Staff staff : branch.staff()) {
            user(
                    staff.userId(),
                    staff.email(),
                    nobodysHash,
                    staff.firstName(),
                    staff.lastName(),
                    null,
                    "staff",
                    at);
            batches.add(
                    Rows.MEMBERSHIP,
                    new UUID(
                            staff.userId().getMostSignificantBits(),
                            staff.resourceId().getLeastSignificantBits()),
                    organization,
                    staff.userId(),
                    "staff",
                    uuids(List.of(branch.id())),
                    at);
            String label =
                    (staff.category() == Chain.Category.VET ? "Vet " : "Groomer ") + ++number;
            batches.add(
                    Rows.RESOURCE,
                    staff.resourceId(),
                    organization,
                    branch.id(),
                    "staff",
                    staff.userId(),
                    null,
                    label,
                    at,
                    skill(staff.category()),
                    null);
        }
        for (Place place : branch.places()) {
            batches.add(
                    Rows.RESOURCE,
                    place.resourceId(),
                    organization,
                    branch.id(),
                    "place",
                    null,
                    null,
                    place.label(),
                    at,
                    "{}",
                    place.category().place());
        }
        for (Item item : branch.items()) {
            batches.add(
                    Rows.ITEM,
                    item.id(),
                    organization,
                    branch.id(),
                    item.sku(),
                    item.label(),
                    item.unit(),
                    item.reorderPoint(),
                    item.reorderQuantity(),
                    item.costCents(),
                    at,
                    at,
                    item.priceCents() == 0 ? null : item.priceCents());
        }
    }

    /**
     * @return how many changes were written
     */
    int write(List<Change> changes) throws SQLException {
        int waiting = 0;
        for (Change change : changes) {
            write(change);
            if (++waiting == CHANGES) {
                batches.commit(organization, false);
                waiting = 0;
            }
        }
        batches.commit(organization, false);
        return changes.size();
    }

    /** Past slots need no reservation: nobody can collide with them any more. */
    void writeReservations(Collection<Visit> scheduled) throws SQLException {
        for (Visit visit : scheduled) {
            for (UUID resource : visit.resources()) {
                batches.add(
                        Rows.RESERVATION,
                        organization,
                        visit.branch().id(),
                        resource,
                        visit.id(),
                        "[" + visit.starts() + "," + visit.ends() + ")",
                        "appointment",
                        visit.booked());
            }
        }
        batches.commit(organization, false);
    }

    /** Guests who are in the house now came when they were expected. */
    void writeGuests(Collection<Visit> guests) throws SQLException {
        for (Visit guest : guests) {
            batches.add(Rows.CHECK_IN, guest.id(), guest.starts(), guest.starts());
        }
        batches.commit(organization, false);
    }

    /** Written last: who finds these people finds the whole history. */
    void writeLogins() throws SQLException {
        for (Login login : chain.logins()) {
            String name = login.email().substring(0, login.email().indexOf('@'));
            String first =
                    name.substring(0, 1).toUpperCase(java.util.Locale.ROOT) + name.substring(1);
            user(
                    login.userId(),
                    login.email(),
                    demoHash,
                    first,
                    "Demo",
                    null,
                    login.kind(),
                    chain.founded());
            batches.add(
                    Rows.MEMBERSHIP,
                    login.membershipId(),
                    organization,
                    login.userId(),
                    login.role(),
                    uuids(login.branchIds()),
                    chain.founded());
            for (Pet pet : login.pets()) {
                pet(pet, login.userId(), chain.founded());
            }
        }
        batches.commit(organization, true);
    }

    private void user(
            UUID id,
            String email,
            String hash,
            String first,
            String last,
            @Nullable String phone,
            String kind,
            Instant at)
            throws SQLException {
        batches.add(Rows.USER, id, organization, email, hash, first, last, phone, kind, at, at);
    }

    private void pet(Pet pet, UUID owner, Instant at) throws SQLException {
        batches.add(
                Rows.PET,
                pet.id(),
                organization,
                owner,
                pet.name(),
                pet.species(),
                pet.breed(),
                pet.birthDate(),
                pet.gender(),
                BigDecimal.valueOf(pet.weight()),
                pet.microchip(),
                at,
                at);
        batches.add(
                Rows.RESOURCE,
                pet.resourceId(),
                organization,
                null,
                "pet",
                null,
                pet.id(),
                "Pet",
                at,
                "{}",
                null);
    }

    private void write(Change change) throws SQLException {
        if (change instanceof Change.Joined joined) {
            Client client = joined.client();
            user(
                    client.userId(),
                    client.email(),
                    nobodysHash,
                    client.firstName(),
                    client.lastName(),
                    client.phone(),
                    "owner",
                    client.joined());
            for (Pet pet : client.pets()) {
                pet(pet, client.userId(), client.joined());
            }
        } else if (change instanceof Change.Vaccinated v) {
            batches.add(
                    Rows.VACCINATION,
                    v.id(),
                    organization,
                    v.branch().id(),
                    v.pet().id(),
                    v.vaccine(),
                    v.day(),
                    v.expires(),
                    v.by() == null ? null : v.by().userId());
        } else if (change instanceof Change.Booked booked) {
            book(booked);
        } else if (change instanceof Change.Rescheduled moved) {
            Visit visit = moved.visit();
            batches.add(
                    Rows.RESCHEDULE,
                    visit.id(),
                    visit.starts(),
                    visit.ends(),
                    staffId(visit),
                    visit.stayPlaceId(),
                    moved.at());
        } else if (change instanceof Change.Cancelled c) {
            batches.add(Rows.CANCEL, c.visit().id(), "cancelled", c.at(), c.late(), c.at());
            statusChange(c.changeId(), c.visit(), "scheduled", "cancelled", c.at());
        } else if (change instanceof Change.Missed m) {
            batches.add(Rows.OUTCOME, m.visit().id(), "no_show", m.at());
            statusChange(m.changeId(), m.visit(), "scheduled", "no_show", m.at());
        } else if (change instanceof Change.Completed completed) {
            complete(completed);
        } else if (change instanceof Change.Paid p) {
            till.paid(p);
        } else if (change instanceof Change.Refunded r) {
            till.refunded(r);
        } else if (change instanceof Change.Deposited d) {
            till.deposited(d);
        } else if (change instanceof Change.Sold sold) {
            till.sold(sold);
            shelves.sold(sold);
        } else if (change instanceof Change.Ordered o) {
            shelves.ordered(o);
        } else if (change instanceof Change.Received r) {
            shelves.received(r);
        } else if (change instanceof Change.Moved m) {
            shelves.moved(m);
        } else {
            care.write(change);
        }
    }

    private void book(Change.Booked booked) throws SQLException {
        Visit visit = booked.visit();
        batches.add(
                Rows.APPOINTMENT,
                visit.id(),
                organization,
                visit.branch().id(),
                visit.pet().id(),
                visit.service().id(),
                staffId(visit),
                visit.stayPlaceId(),
                visit.starts(),
                visit.ends(),
                visit.service().priceCents(),
                booked.at(),
                booked.at());
        statusChange(booked.changeId(), visit, null, "scheduled", booked.at());
    }

    private void complete(Change.Completed done) throws SQLException {
        Visit visit = done.visit();
        UUID branch = visit.branch().id();
        batches.add(Rows.OUTCOME, visit.id(), "completed", done.at());
        statusChange(done.changeId(), visit, "scheduled", "completed", done.at());
        batches.add(
                Rows.HISTORY,
                done.historyId(),
                organization,
                branch,
                visit.id(),
                visit.pet().id(),
                visit.service().id(),
                staffId(visit),
                visit.starts(),
                done.at());
        till.billed(done);
        shelves.used(done);
    }

    private void statusChange(UUID id, Visit visit, @Nullable String from, String to, Instant at)
            throws SQLException {
        batches.add(
                Rows.STATUS_CHANGE,
                id,
                organization,
                visit.branch().id(),
                visit.id(),
                from,
                to,
                at);
    }

    private static String skill(Chain.Category category) {
        return "{" + category.text() + "}";
    }

    private static String uuids(List<UUID> ids) {
        return ids.stream().map(UUID::toString).collect(Collectors.joining(",", "{", "}"));
    }

    private static @Nullable UUID staffId(Visit visit) {
        Staff staff = visit.staff();
        return staff == null ? null : staff.userId();
    }
}
