package com.bloompetos.api.pet;

import com.bloompetos.api.access.Caller;
import com.bloompetos.api.access.TenantTransaction;
import com.bloompetos.api.page.PageWish;
import com.bloompetos.api.position.Position;
import com.bloompetos.api.position.Positions;
import com.bloompetos.api.position.Written;
import com.bloompetos.api.problem.Problem;
import com.bloompetos.api.problem.ProblemType;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/** Registers pets and finds them again. */
@Service
class Pets {
    private static final String COLUMNS =
            "pet_id, user_id, name, species, breed, birth_date, gender, weight, microchip_id, created_at";

    private final TenantTransaction transaction;
    private final JdbcClient jdbc;
    private final Positions positions;

    Pets(TenantTransaction transaction, JdbcClient jdbc, Positions positions) {
        this.transaction = transaction;
        this.jdbc = jdbc;
        this.positions = positions;
    }

    List<Pet> of(Caller caller, @Nullable UUID userId, PageWish page) {
        return transaction.read(
                caller,
                () ->
                        jdbc.sql(
                                        """
                                        select %s from pets
                                        where (cast(:user as uuid) is null or user_id = :user) and pet_id < :before
                                        order by pet_id desc limit :fetch
                                        """
                                                .formatted(COLUMNS))
                                .param("user", userId)
                                .param("before", page.before())
                                .param("fetch", page.fetch())
                                .query(Pet.class)
                                .list());
    }

    Written<Pet> register(Caller caller, NewPet pet) {
        var parent = parent(caller, pet.userId());
        Species.of(pet.species()).mustAllow(pet.breed(), pet.birthDate(), pet.weight());
        return transaction.write(
                caller,
                () -> {
                    mustBeKnown(parent);
                    long endOfLog = positions.endOfLog();
                    var made = insert(caller, parent, pet);
                    jdbc.sql(
                                    "insert into resources (organization_id, kind, pet_id, label) values (?, 'pet', ?, 'pet')")
                            .params(caller.organizationId(), made.petId())
                            .update();
                    return new Written<>(made, new Position("pets", made.petId(), endOfLog));
                });
    }

    Pet one(Caller caller, UUID petId) {
        return transaction.read(caller, () -> find(petId, ""));
    }

    Written<Pet> change(Caller caller, UUID petId, PetChange change) {
        if (change.userId() != null && caller.isPetParent()) {
            throw Problem.notAllowed("The branch hands a pet over to another parent.");
        }
        return transaction.write(
                caller,
                () -> {
                    var before = find(petId, " for update");
                    Species.of(before.species())
                            .mustAllow(change.breed(), change.birthDate(), change.weight());
                    if (change.userId() != null) {
                        mustBeKnown(change.userId());
                    }
                    long endOfLog = positions.endOfLog();
                    return new Written<>(
                            update(petId, change), new Position("pets", petId, endOfLog));
                });
    }

    private Pet find(UUID petId, String lock) {
        return jdbc.sql("select " + COLUMNS + " from pets where pet_id = ?" + lock)
                .param(petId)
                .query(Pet.class)
                .optional()
                .orElseThrow(() -> Problem.notFound("pet_id", petId));
    }

    private Pet update(UUID petId, PetChange change) {
        try {
            return jdbc.sql(
                            """
                            update pets set user_id = coalesce(:parent, user_id), name = coalesce(:name, name),
                                breed = coalesce(:breed, breed), birth_date = coalesce(:birthDate, birth_date),
                                gender = coalesce(:gender, gender), weight = coalesce(:weight, weight),
                                microchip_id = coalesce(:microchip, microchip_id)
                            where pet_id = :pet returning %s
                            """
                                    .formatted(COLUMNS))
                    .param("parent", change.userId())
                    .param("name", change.name())
                    .param("breed", change.breed())
                    .param("birthDate", change.birthDate())
                    .param(
                            "gender",
                            change.gender() == null
                                    ? null
                                    : change.gender().name().toLowerCase(Locale.ROOT))
                    .param("weight", change.weight())
                    .param("microchip", change.microchipId())
                    .param("pet", petId)
                    .query(Pet.class)
                    .single();
        } catch (DuplicateKeyException e) {
            throw microchipTaken();
        }
    }

    private static Problem microchipTaken() {
        return Problem.conflict(
                ProblemType.ALREADY_EXISTS,
                "microchip_id",
                "A pet with this microchip is registered already.");
    }

    private static UUID parent(Caller caller, @Nullable UUID given) {
        if (caller.isPetParent()) {
            if (given != null && !given.equals(caller.userId())) {
                throw Problem.unknown("user_id", given);
            }
            return caller.userId();
        }
        if (given == null) {
            throw Problem.invalid(ProblemType.INVALID_FIELD, "user_id", "Say whose pet it is.");
        }
        return given;
    }

    private void mustBeKnown(UUID parent) {
        boolean isKnown =
                jdbc.sql("select true from users where user_id = ?")
                        .param(parent)
                        .query(Boolean.class)
                        .optional()
                        .isPresent();
        if (!isKnown) {
            throw Problem.unknown("user_id", parent);
        }
    }

    private Pet insert(Caller caller, UUID parent, NewPet pet) {
        try {
            return jdbc.sql(
                            """
                            insert into pets (organization_id, user_id, name, species, breed, birth_date, gender, weight, microchip_id)
                            values (:organization, :parent, :name, :species, :breed, :birthDate, :gender, :weight, :microchip)
                            returning %s
                            """
                                    .formatted(COLUMNS))
                    .param("organization", caller.organizationId())
                    .param("parent", parent)
                    .param("name", pet.name())
                    .param("species", pet.species())
                    .param("breed", pet.breed())
                    .param("birthDate", pet.birthDate())
                    .param("gender", pet.genderText())
                    .param("weight", pet.weight())
                    .param("microchip", pet.microchipId())
                    .query(Pet.class)
                    .single();
        } catch (DuplicateKeyException e) {
            throw microchipTaken();
        }
    }
}
