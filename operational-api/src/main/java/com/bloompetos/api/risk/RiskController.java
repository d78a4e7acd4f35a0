package com.bloompetos.api.risk;

import com.bloompetos.api.access.Caller;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
class RiskController {
    private final Risks risks;

    RiskController(Risks risks) {
        this.risks = risks;
    }

    /** The riskiest first. */
    @GetMapping("/v1/branches/{branchId}/risks")
    List<RiskyAppointment> of(
            Caller caller, @PathVariable UUID branchId, @RequestParam LocalDate day) {
        return risks.of(caller, branchId, day);
    }
}
