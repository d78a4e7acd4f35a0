package com.bloompetos.api.pet;

import com.bloompetos.api.access.Caller;
import com.bloompetos.api.page.PageWish;
import jakarta.validation.Valid;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/v1/pets")
class PetController {
    private final Pets pets;

    PetController(Pets pets) {
        this.pets = pets;
    }

    @GetMapping
    ResponseEntity<List<Pet>> of(
            Caller caller,
            PageWish page,
            @RequestParam(name = "user_id", required = false) @Nullable UUID userId) {
        return page.answer(pets.of(caller, userId, page), Pet::petId);
    }

    @GetMapping("/{petId}")
    Pet one(Caller caller, @PathVariable UUID petId) {
        return pets.one(caller, petId);
    }

    @PatchMapping("/{petId}")
    ResponseEntity<Pet> change(
            Caller caller, @PathVariable UUID petId, @Valid @RequestBody PetChange change) {
        return pets.change(caller, petId, change).changed();
    }

    @PostMapping
    ResponseEntity<Pet> register(Caller caller, @Valid @RequestBody NewPet pet) {
        var made = pets.register(caller, pet);
        return made.created("/v1/pets/" + made.content().petId());
    }
}
