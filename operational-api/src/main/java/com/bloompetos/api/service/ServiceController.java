package com.bloompetos.api.service;

import com.bloompetos.api.access.Caller;
import jakarta.validation.Valid;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
class ServiceController {
    private final Services services;

    ServiceController(Services services) {
        this.services = services;
    }

    @GetMapping("/v1/services")
    List<OfferedService> all(Caller caller) {
        return services.all(caller);
    }

    @PostMapping("/v1/services")
    ResponseEntity<OfferedService> offer(Caller caller, @Valid @RequestBody NewService service) {
        var made = services.offer(caller, service);
        return made.created("/v1/services/" + made.content().serviceId());
    }

    @GetMapping("/v1/price-rules")
    List<PriceRule> rules(
            Caller caller,
            @RequestParam(name = "branch_id", required = false) @Nullable UUID branchId) {
        return services.rules(caller, branchId);
    }

    @PostMapping("/v1/price-rules")
    ResponseEntity<PriceRule> price(Caller caller, @Valid @RequestBody NewPriceRule rule) {
        var made = services.price(caller, rule);
        return made.created("/v1/price-rules/" + made.content().priceRuleId());
    }
}
