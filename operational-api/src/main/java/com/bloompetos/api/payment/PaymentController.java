package com.bloompetos.api.payment;

import com.bloompetos.api.access.Caller;
import jakarta.validation.Valid;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

@RestController
class PaymentController {
    private final Payments payments;

    PaymentController(Payments payments) {
        this.payments = payments;
    }

    @PostMapping("/v1/payments")
    ResponseEntity<Payment> take(Caller caller, @Valid @RequestBody NewPayment payment) {
        var made = payments.take(caller, payment);
        return made.created("/v1/payments/" + made.content().paymentId());
    }
}
