package com.bloompetos.api.user;

import com.bloompetos.api.access.Caller;
import com.bloompetos.api.page.PageWish;
import jakarta.validation.Valid;
import java.util.List;
import java.util.UUID;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/v1/users")
class ClientController {
    private final Clients clients;
    private final PersonalData personal;
    private final Merging merging;

    ClientController(Clients clients, PersonalData personal, Merging merging) {
        this.clients = clients;
        this.personal = personal;
        this.merging = merging;
    }

    @GetMapping
    ResponseEntity<List<Client>> all(Caller caller, PageWish page) {
        return page.answer(clients.all(caller, page), Client::userId);
    }

    @PostMapping
    ResponseEntity<Client> register(Caller caller, @Valid @RequestBody NewClient client) {
        var made = clients.register(caller, client);
        return made.created("/v1/users/" + made.content().userId());
    }

    @GetMapping("/{userId}")
    Client one(Caller caller, @PathVariable UUID userId) {
        return clients.one(caller, userId);
    }

    /** Everything that is kept about a person, for that person. */
    @GetMapping("/{userId}/export")
    PersonalData.Export export(Caller caller, @PathVariable UUID userId) {
        return personal.export(caller, userId);
    }

    /** Anonymised in place: facts and money stay, and nobody stands behind them. */
    @PostMapping("/{userId}/erase")
    ResponseEntity<PersonalData.Erased> erase(Caller caller, @PathVariable UUID userId) {
        return personal.erase(caller, userId).changed();
    }

    /** Another row of the same person becomes part of this one. */
    @PostMapping("/{userId}/merge")
    ResponseEntity<Merging.Merged> merge(
            Caller caller, @PathVariable UUID userId, @Valid @RequestBody NewMerge wish) {
        return merging.merge(caller, userId, wish.mergedUserId()).changed();
    }
}
