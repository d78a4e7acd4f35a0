package com.bloompetos.api.medical;

import com.bloompetos.api.access.Caller;
import com.bloompetos.api.access.TenantTransaction;
import com.bloompetos.api.audit.Audit;
import com.bloompetos.api.branch.Branches;
import com.bloompetos.api.medical.PetRecord.Note;
import com.bloompetos.api.medical.PetRecord.Vaccination;
import com.bloompetos.api.medical.PetRecord.Visit;
import com.bloompetos.api.medical.PetRecord.Weight;
import com.bloompetos.api.pet.Species;
import com.bloompetos.api.position.Position;
import com.bloompetos.api.position.Positions;
import com.bloompetos.api.position.Written;
import com.bloompetos.api.privacy.Vault;
import com.bloompetos.api.problem.Problem;
import com.bloompetos.api.problem.ProblemType;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/** Writes into pets' records and reads them; each look is audited in its own transaction. */
@Service
class MedicalRecords {
    private static final int MOST = 500;
    private static final String VACCINATION =
            "vaccination_id, branch_id, pet_id, vaccine_name, vaccination_date, expiry_date, administered_by, notes";
    private static final String NOTE =
            "note_id, branch_id, pet_id, appointment_id, written_by, notes, created_at";

    private final TenantTransaction transaction;
    private final JdbcClient jdbc;
    private final Positions positions;
    private final Branches branches;
    private final Vault vault;
    private final Audit audit;

    MedicalRecords(
            TenantTransaction transaction,
            JdbcClient jdbc,
            Positions positions,
            Branches branches,
            Vault vault,
            Audit audit) {
        this.transaction = transaction;
        this.jdbc = jdbc;
        this.positions = positions;
        this.branches = branches;
        this.vault = vault;
        this.audit = audit;
    }

    PetRecord of(Caller caller, UUID petId) {
        // Not a reading transaction: the look is written down in it.
        return transaction.write(
                caller,
                () -> {
                    mustBeKnown(petId);
                    audit.looked(caller, "pets", petId);
                    return new PetRecord(
                            petId,
                            weights(petId),
                            vaccinations(petId),
                            visits(petId),
                            notes(petId));
                });
    }

    Written<Weight> weigh(Caller caller, UUID petId, NewWeight wish) {
        return writeAbout(
                caller,
                petId,
                endOfLog -> {
                    species(petId).mustAllowWeight(wish.weight());
                    var made =
                            jdbc.sql(
                                            """
                                            insert into pet_weights (organization_id, pet_id, weight, measured_on)
                                            values (?, ?, ?, ?) returning weight_id, weight, measured_on
                                            """)
                                    .params(
                                            caller.organizationId(),
                                            petId,
                                            wish.weight(),
                                            wish.measuredOn())
                                    .query(Weight.class)
                                    .single();
                    return new Written<>(
                            made, new Position("pet_weights", made.weightId(), endOfLog));
                });
    }

    Written<Vaccination> vaccinate(Caller caller, UUID petId, NewVaccination wish) {
        if (wish.expiryDate() != null && !wish.expiryDate().isAfter(wish.vaccinationDate())) {
            throw Problem.invalid(
                    ProblemType.INVALID_FIELD,
                    "expiry_date",
                    "A vaccination ends after the day on which it was given.");
        }
        return writeAbout(
                caller,
                petId,
                endOfLog -> {
                    mustBeBranch(wish.branchId());
                    var by =
                            wish.administeredBy() == null ? caller.userId() : wish.administeredBy();
                    mustWorkHere(by);
                    var made =
                            jdbc.sql(
                                            """
                                            insert into vaccinations (organization_id, branch_id, pet_id, vaccine_name,
                                                vaccination_date, expiry_date, administered_by, notes)
                                            values (:organization, :branch, :pet, :vaccine, :given, :until, :by, :notes)
                                            returning %s
                                            """
                                                    .formatted(VACCINATION))
                                    .param("organization", caller.organizationId())
                                    .param("branch", wish.branchId())
                                    .param("pet", petId)
                                    .param("vaccine", wish.vaccineName())
                                    .param("given", wish.vaccinationDate())
                                    .param("until", wish.expiryDate())
                                    .param("by", by)
                                    .param("notes", vault.sealIfAny(wish.notes()))
                                    .query(Vaccination.class)
                                    .single();
                    return new Written<>(
                            opened(made),
                            new Position("vaccinations", made.vaccinationId(), endOfLog));
                });
    }

    Written<Note> note(Caller caller, UUID petId, NewNote wish) {
        return writeAbout(
                caller,
                petId,
                endOfLog -> {
                    mustBeBranch(wish.branchId());
                    if (wish.appointmentId() != null && !isOf(petId, wish.appointmentId())) {
                        throw Problem.unknown("appointment_id", wish.appointmentId());
                    }
                    var made =
                            jdbc.sql(
                                            """
                                            insert into medical_notes
                                                (organization_id, branch_id, pet_id, appointment_id, written_by, notes)
                                            values (:organization, :branch, :pet, :appointment, :by, :notes)
                                            returning %s
                                            """
                                                    .formatted(NOTE))
                                    .param("organization", caller.organizationId())
                                    .param("branch", wish.branchId())
                                    .param("pet", petId)
                                    .param("appointment", wish.appointmentId())
                                    .param("by", caller.userId())
                                    .param("notes", vault.seal(wish.notes()))
                                    .query(Note.class)
                                    .single();
                    return new Written<>(
                            opened(made), new Position("medical_notes", made.noteId(), endOfLog));
                });
    }

    List<Vaccination> due(Caller caller, UUID branchId, LocalDate until) {
        return transaction.read(
                caller,
                () -> {
                    branches.mustBeSeen(branchId);
                    return jdbc
                            .sql(
                                    """
                                    select %s from vaccinations v
                                    where branch_id = ? and expiry_date <= ? and not exists (
                                        select from vaccinations later
                                        where later.pet_id = v.pet_id and later.vaccine_name = v.vaccine_name
                                          and later.vaccination_date > v.vaccination_date)
                                    order by expiry_date, vaccination_id limit %d
                                    """
                                            .formatted(VACCINATION, MOST))
                            .params(branchId, until)
                            .query(Vaccination.class)
                            .list()
                            .stream()
                            .map(this::opened)
                            .toList();
                });
    }

    private <T> Written<T> writeAbout(Caller caller, UUID petId, Writing<T> work) {
        return transaction.write(
                caller,
                () -> {
                    mustBeKnown(petId);
                    return work.at(positions.endOfLog());
                });
    }

    private List<Weight> weights(UUID petId) {
        return jdbc.sql(
                        "select weight_id, weight, measured_on from pet_weights where pet_id = ? order by measured_on desc, weight_id desc limit "
                                + MOST)
                .param(petId)
                .query(Weight.class)
                .list();
    }

    private List<Vaccination> vaccinations(UUID petId) {
        return jdbc
                .sql(
                        "select "
                                + VACCINATION
                                + " from vaccinations where pet_id = ? order by vaccination_date desc limit "
                                + MOST)
                .param(petId)
                .query(Vaccination.class)
                .list()
                .stream()
                .map(this::opened)
                .toList();
    }

    private List<Visit> visits(UUID petId) {
        return jdbc
                .sql(
                        """
                        select history_id, branch_id, appointment_id, service_id, staff_id, service_date, service_day, notes
                        from service_histories where pet_id = ? order by service_date desc limit %d
                        """
                                .formatted(MOST))
                .param(petId)
                .query(Visit.class)
                .list()
                .stream()
                .map(this::opened)
                .toList();
    }

    private List<Note> notes(UUID petId) {
        return jdbc
                .sql(
                        "select "
                                + NOTE
                                + " from medical_notes where pet_id = ? order by created_at desc limit "
                                + MOST)
                .param(petId)
                .query(Note.class)
                .list()
                .stream()
                .map(this::opened)
                .toList();
    }

    private Vaccination opened(Vaccination v) {
        return new Vaccination(
                v.vaccinationId(),
                v.branchId(),
                v.petId(),
                v.vaccineName(),
                v.vaccinationDate(),
                v.expiryDate(),
                v.administeredBy(),
                vault.openIfAny(v.notes()));
    }

    private Visit opened(Visit v) {
        return new Visit(
                v.historyId(),
                v.branchId(),
                v.appointmentId(),
                v.serviceId(),
                v.staffId(),
                v.serviceDate(),
                v.serviceDay(),
                vault.openIfAny(v.notes()));
    }

    private Note opened(Note n) {
        return new Note(
                n.noteId(),
                n.branchId(),
                n.petId(),
                n.appointmentId(),
                n.writtenBy(),
                vault.open(n.notes()),
                n.createdAt());
    }

    private Species species(UUID petId) {
        return Species.of(
                jdbc.sql("select species from pets where pet_id = ?")
                        .param(petId)
                        .query(String.class)
                        .single());
    }

    private void mustBeKnown(UUID petId) {
        if (isMissing("select true from pets where pet_id = ?", petId)) {
            throw Problem.notFound("pet_id", petId);
        }
    }

    private void mustBeBranch(UUID branchId) {
        if (isMissing("select true from branches where branch_id = ?", branchId)) {
            throw Problem.unknown("branch_id", branchId);
        }
    }

    private void mustWorkHere(UUID userId) {
        if (isMissing("select true from users where role <> 'owner' and user_id = ?", userId)) {
            throw Problem.unknown("administered_by", userId);
        }
    }

    private boolean isOf(UUID petId, UUID appointmentId) {
        return !isMissing(
                "select true from appointments where appointment_id = ? and pet_id = ?",
                appointmentId,
                petId);
    }

    private boolean isMissing(String sql, UUID... ids) {
        return jdbc.sql(sql)
                .params(List.of((Object[]) ids))
                .query(Boolean.class)
                .optional()
                .isEmpty();
    }

    /** Work that knows a place in the log before it begins. */
    private interface Writing<T> {
        Written<T> at(long endOfLog);
    }
}
