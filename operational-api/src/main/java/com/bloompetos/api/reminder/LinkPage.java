package com.bloompetos.api.reminder;

import com.bloompetos.api.html.HtmlPage;
import com.bloompetos.api.reminder.ReminderLinks.Reminder;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.util.HtmlUtils;

/**
 * The page behind a link: one tap. Looking at it changes nothing, since mail programs look at links
 * by themselves.
 */
@RestController
class LinkPage {
    private static final int LONGEST_TEXT = 2000;

    private final ReminderLinks links;
    private final String page =
            HtmlPage.framed("BloomPetOS", "  <h1>{{title}}</h1>\n  {{content}}\n");

    LinkPage(ReminderLinks links) {
        this.links = links;
    }

    @GetMapping(value = "/r/{token}", produces = MediaType.TEXT_HTML_VALUE)
    ResponseEntity<String> show(@PathVariable String token) {
        return links.find(token)
                .map(reminder -> ResponseEntity.ok(shown(reminder, form(reminder))))
                .orElseGet(LinkPage::unknown);
    }

    @PostMapping(value = "/r/{token}", produces = MediaType.TEXT_HTML_VALUE)
    ResponseEntity<String> tap(
            @PathVariable String token,
            @RequestParam(required = false) @Nullable String csat,
            @RequestParam(required = false) @Nullable String nps,
            @RequestParam(required = false) @Nullable String text) {
        var reminder = links.find(token).orElse(null);
        if (reminder == null) {
            return unknown();
        }
        if (reminder.kind().equals("feedback")) {
            var satisfied = within(csat, 1, 5);
            var recommend = within(nps, 0, 10);
            var words =
                    text == null || text.isBlank()
                            ? null
                            : text.substring(0, Math.min(text.length(), LONGEST_TEXT));
            if (satisfied == null && recommend == null && words == null) {
                return ResponseEntity.ok(shown(reminder, form(reminder)));
            }
            links.judge(reminder, satisfied, recommend, words);
        } else {
            links.confirm(reminder);
        }
        return ResponseEntity.ok(shown(reminder, "<p>Thank you.</p>"));
    }

    private String shown(Reminder reminder, String content) {
        return page.replace("{{title}}", HtmlUtils.htmlEscape(title(reminder)))
                .replace("{{content}}", content);
    }

    private static String title(Reminder reminder) {
        return switch (reminder.kind()) {
            case "appointment", "confirmation" ->
                    "%s comes to %s".formatted(reminder.petName(), reminder.branchName());
            case "feedback" ->
                    "How was it for %s at %s?".formatted(reminder.petName(), reminder.branchName());
            default -> "A note about " + reminder.petName();
        };
    }

    private static String form(Reminder reminder) {
        if (!reminder.kind().equals("feedback")) {
            return "<form method=\"post\"><button>%s</button></form>"
                    .formatted(
                            reminder.kind().equals("appointment")
                                            || reminder.kind().equals("confirmation")
                                    ? "We will come"
                                    : "Thanks, noted");
        }
        return """
                <form method="post">
                <label for="csat">How satisfied are you? (1 to 5)</label><input id="csat" name="csat" type="number" min="1" max="5">
                <label for="nps">Would you recommend us? (0 to 10)</label><input id="nps" name="nps" type="number" min="0" max="10">
                <label for="text">Anything else?</label><input id="text" name="text" maxlength="%d">
                <button>Send</button></form>"""
                .formatted(LONGEST_TEXT);
    }

    private static @Nullable Integer within(@Nullable String text, int least, int most) {
        if (text == null || !text.matches("\\d{1,2}")) {
            return null;
        }
        int number = Integer.parseInt(text);
        return number >= least && number <= most ? number : null;
    }

    private static ResponseEntity<String> unknown() {
        return ResponseEntity.status(HttpStatus.NOT_FOUND)
                .body("<!doctype html><title>Unknown link</title><p>This link is not known.</p>");
    }
}
