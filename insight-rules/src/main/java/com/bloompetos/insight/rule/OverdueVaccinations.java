package com.bloompetos.insight.rule;

import java.util.Map;
import java.util.Optional;

/** Pets that are coming anyway and whose vaccination has expired: give it on that visit. */
public final class OverdueVaccinations implements Rule<BranchVaccinations> {
    /** One or two are a matter for the visit itself. */
    private static final int FEWEST = 3;

    private static final int NAMED = 20;

    @Override
    public String name() {
        return "overdue_vaccinations";
    }

    @Override
    public Class<BranchVaccinations> facts() {
        return BranchVaccinations.class;
    }

    @Override
    public Optional<Finding> evaluate(BranchVaccinations branch) {
        var pets = branch.expectedPets();
        if (pets.size() < FEWEST) {
            return Optional.empty();
        }
        return Optional.of(
                new Finding(
                        name(),
                        Severity.INFO,
                        "%d pets with a visit in the next 30 days have an expired vaccination"
                                .formatted(pets.size()),
                        Map.of(
                                "day", branch.day().toString(),
                                "overdue", String.valueOf(branch.overdue()),
                                "with_a_visit", String.valueOf(pets.size()),
                                "pet_ids",
                                        String.join(
                                                " ",
                                                pets.subList(0, Math.min(NAMED, pets.size())))),
                        null,
                        Action.INVITE_FOR_VACCINATION));
    }
}
