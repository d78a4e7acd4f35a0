package com.bloompetos.api.alert;

import com.bloompetos.api.access.Caller;
import com.bloompetos.api.problem.Problem;
import java.util.List;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/v1/rules")
class RuleController {
    private final RuleBook rules;

    RuleController(RuleBook rules) {
        this.rules = rules;
    }

    @GetMapping
    List<RuleStanding> all(Caller caller) {
        return rules.all(caller);
    }

    /** The rule speaks up again; only what is judged from now on can demote it. */
    @PostMapping("/{rule}/lift")
    ResponseEntity<RuleStanding> lift(Caller caller, @PathVariable String rule) {
        if (rules.all(caller).stream().noneMatch(known -> known.rule().equals(rule))) {
            throw Problem.notFound("rule");
        }
        return rules.lift(caller, rule).changed();
    }
}
