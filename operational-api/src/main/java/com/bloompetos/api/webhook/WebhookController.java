package com.bloompetos.api.webhook;

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
@RequestMapping("/v1/webhooks")
class WebhookController {
    private final Webhooks webhooks;

    WebhookController(Webhooks webhooks) {
        this.webhooks = webhooks;
    }

    @GetMapping
    List<Webhook> all(Caller caller) {
        return webhooks.all(caller);
    }

    @PostMapping
    ResponseEntity<Webhook> add(Caller caller, @Valid @RequestBody NewWebhook webhook) {
        var made = webhooks.add(caller, webhook);
        return made.created("/v1/webhooks/" + made.content().webhookId());
    }

    @PostMapping("/{webhookId}/end")
    ResponseEntity<Webhook> end(Caller caller, @PathVariable UUID webhookId) {
        return webhooks.end(caller, webhookId).changed();
    }

    @GetMapping("/{webhookId}/deliveries")
    ResponseEntity<List<WebhookDelivery>> deliveries(
            Caller caller, PageWish page, @PathVariable UUID webhookId) {
        return page.answer(
                webhooks.deliveries(caller, webhookId, page), WebhookDelivery::deliveryId);
    }

    @PostMapping("/{webhookId}/send-again")
    ResponseEntity<SentAgain> sendAgain(
            Caller caller, @PathVariable UUID webhookId, @Valid @RequestBody SendAgain wish) {
        return webhooks.sendAgain(caller, webhookId, wish).changed();
    }
}
