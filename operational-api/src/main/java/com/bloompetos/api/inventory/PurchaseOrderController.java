package com.bloompetos.api.inventory;

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
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/v1/purchase-orders")
class PurchaseOrderController {
    private final PurchaseOrders orders;

    PurchaseOrderController(PurchaseOrders orders) {
        this.orders = orders;
    }

    @GetMapping
    ResponseEntity<List<PurchaseOrder>> of(
            Caller caller, PageWish page, @RequestParam("branch_id") UUID branchId) {
        return page.answer(orders.of(caller, branchId, page), PurchaseOrder::orderId);
    }

    @PostMapping
    ResponseEntity<PurchaseOrder> order(Caller caller, @Valid @RequestBody NewOrder order) {
        var made = orders.order(caller, order);
        return made.created("/v1/purchase-orders/" + made.content().orderId());
    }

    @PostMapping("/{orderId}/receive")
    ResponseEntity<PurchaseOrder> receive(
            Caller caller, @PathVariable UUID orderId, @Valid @RequestBody Delivery delivery) {
        return orders.receive(caller, orderId, delivery).changed();
    }

    @PostMapping("/{orderId}/cancel")
    ResponseEntity<PurchaseOrder> cancel(Caller caller, @PathVariable UUID orderId) {
        return orders.cancel(caller, orderId).changed();
    }
}
