package com.bloompetos.api.feedback;

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
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

@RestController
class FeedbackController {
    private final Feedbacks feedbacks;

    FeedbackController(Feedbacks feedbacks) {
        this.feedbacks = feedbacks;
    }

    @GetMapping("/v1/feedback")
    ResponseEntity<List<Feedback>> of(
            Caller caller, PageWish page, @RequestParam("branch_id") UUID branchId) {
        return page.answer(feedbacks.of(caller, branchId, page), Feedback::feedbackId);
    }

    @PostMapping("/v1/feedback")
    ResponseEntity<Feedback> judge(Caller caller, @Valid @RequestBody NewFeedback feedback) {
        return feedbacks.judge(caller, feedback).created("/v1/feedback");
    }

    @PostMapping("/v1/poll-hooks")
    ResponseEntity<PollHook> open(Caller caller, @Valid @RequestBody NewPollHook hook) {
        return feedbacks.open(caller, hook).created("/v1/feedback");
    }

    /** Called by a poll tool; the token in the address is its key. */
    @PostMapping("/hooks/zigpoll/{token}")
    ResponseEntity<Void> take(@PathVariable String token, @RequestBody JsonNode answers) {
        return feedbacks.take(token, answers)
                ? ResponseEntity.noContent().build()
                : ResponseEntity.notFound().build();
    }
}
