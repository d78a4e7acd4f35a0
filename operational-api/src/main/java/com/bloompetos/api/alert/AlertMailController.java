package com.bloompetos.api.alert;

import com.bloompetos.api.access.Caller;
import com.bloompetos.api.page.PageWish;
import jakarta.validation.Valid;
import java.util.List;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

@RestController
class AlertMailController {
    private final AlertMail mail;

    AlertMailController(AlertMail mail) {
        this.mail = mail;
    }

    /** What the caller was sent, and what was held back. */
    @GetMapping("/v1/alert-messages")
    ResponseEntity<List<AlertMessage>> messages(Caller caller, PageWish page) {
        return page.answer(mail.messages(caller, page), AlertMessage::messageId);
    }

    @GetMapping({"/v1/alert-preferences", "/board/alert-preferences"})
    AlertPreference preference(Caller caller) {
        return mail.preference(caller);
    }

    @PostMapping({"/v1/alert-preferences", "/board/alert-preferences"})
    ResponseEntity<AlertPreference> prefer(
            Caller caller, @Valid @RequestBody AlertPreference wish) {
        return mail.prefer(caller, wish).created("/v1/alert-preferences");
    }
}
