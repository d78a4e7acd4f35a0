package com.bloompetos.api.question;

import com.bloompetos.api.access.Caller;
import jakarta.validation.Valid;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

@RestController
class QuestionController {
    private final Questions questions;

    QuestionController(Questions questions) {
        this.questions = questions;
    }

    /**
     * An answer, or what was not understood: both are good answers to the request. The live page
     * asks with its session.
     */
    @PostMapping({"/v1/questions", "/board/questions"})
    QuestionAnswer ask(Caller caller, @Valid @RequestBody NewQuestion question) {
        return questions.answer(caller, question);
    }
}
