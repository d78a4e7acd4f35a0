package com.bloompetos.api.inventory;

import com.bloompetos.api.access.Caller;
import jakarta.validation.Valid;
import java.util.List;
import java.util.UUID;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/v1/inventory")
class InventoryController {
    private final Inventory inventory;

    InventoryController(Inventory inventory) {
        this.inventory = inventory;
    }

    @GetMapping
    List<InventoryItem> of(Caller caller, @RequestParam("branch_id") UUID branchId) {
        return inventory.of(caller, branchId);
    }

    @PostMapping("/movements")
    ResponseEntity<Movement> move(Caller caller, @Valid @RequestBody NewMovement movement) {
        var made = inventory.move(caller, movement);
        return made.created("/v1/inventory/movements/" + made.content().movementId());
    }

    @GetMapping("/lots")
    List<Lot> lots(Caller caller, @RequestParam("branch_id") UUID branchId) {
        return inventory.lots(caller, branchId);
    }

    @PostMapping("/counts")
    ResponseEntity<Counted> count(Caller caller, @Valid @RequestBody NewCount count) {
        return inventory.count(caller, count).created("/v1/inventory");
    }

    @PostMapping("/transfers")
    ResponseEntity<Transfer> transfer(Caller caller, @Valid @RequestBody NewTransfer transfer) {
        return inventory.transfer(caller, transfer).created("/v1/inventory");
    }
}
