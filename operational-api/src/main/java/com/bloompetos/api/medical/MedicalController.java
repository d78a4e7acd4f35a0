package com.bloompetos.api.medical;

import com.bloompetos.api.access.Caller;
import com.bloompetos.api.medical.PetRecord.Note;
import com.bloompetos.api.medical.PetRecord.Vaccination;
import com.bloompetos.api.medical.PetRecord.Weight;
import jakarta.validation.Valid;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
class MedicalController {
    private final MedicalRecords records;

    MedicalController(MedicalRecords records) {
        this.records = records;
    }

    @GetMapping("/v1/pets/{petId}/record")
    PetRecord record(Caller caller, @PathVariable UUID petId) {
        return records.of(caller, petId);
    }

    @PostMapping("/v1/pets/{petId}/weights")
    @ResponseStatus(HttpStatus.CREATED)
    ResponseEntity<Weight> weigh(
            Caller caller, @PathVariable UUID petId, @Valid @RequestBody NewWeight weight) {
        return records.weigh(caller, petId, weight).created("/v1/pets/" + petId + "/record");
    }

    @PostMapping("/v1/pets/{petId}/vaccinations")
    @ResponseStatus(HttpStatus.CREATED)
    ResponseEntity<Vaccination> vaccinate(
            Caller caller,
            @PathVariable UUID petId,
            @Valid @RequestBody NewVaccination vaccination) {
        return records.vaccinate(caller, petId, vaccination)
                .created("/v1/pets/" + petId + "/record");
    }

    @PostMapping("/v1/pets/{petId}/notes")
    @ResponseStatus(HttpStatus.CREATED)
    ResponseEntity<Note> note(
            Caller caller, @PathVariable UUID petId, @Valid @RequestBody NewNote note) {
        return records.note(caller, petId, note).created("/v1/pets/" + petId + "/record");
    }

    /** Whose next vaccination is due until a day and has not been given. */
    @GetMapping("/v1/vaccinations/due")
    List<Vaccination> due(
            Caller caller,
            @RequestParam("branch_id") UUID branchId,
            @RequestParam("until") LocalDate until) {
        return records.due(caller, branchId, until);
    }
}
