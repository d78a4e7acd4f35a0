package com.bloompetos.api.branch;

import com.bloompetos.api.access.Caller;
import com.bloompetos.api.access.TenantTransaction;
import java.util.List;
import java.util.UUID;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/v1/branches")
class BranchController {
    private final TenantTransaction transaction;
    private final Branches branches;

    BranchController(TenantTransaction transaction, Branches branches) {
        this.transaction = transaction;
        this.branches = branches;
    }

    @GetMapping
    List<Branch> all(Caller caller) {
        return transaction.read(caller, branches::all);
    }

    @GetMapping("/{branchId}/resources")
    List<BookableResource> resources(Caller caller, @PathVariable UUID branchId) {
        return transaction.read(
                caller,
                () -> {
                    branches.mustBeSeen(branchId);
                    return branches.resources(branchId);
                });
    }
}
