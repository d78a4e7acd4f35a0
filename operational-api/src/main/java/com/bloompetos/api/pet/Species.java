package com.bloompetos.api.pet;

import com.bloompetos.api.problem.Problem;
import com.bloompetos.api.problem.ProblemType;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.ClassPathResource;

/**
 * What a pet of a species can be like. The limits lie just above the records that Guinness World
 * Records keeps for age and weight, so that they catch a slip of the pen and never a pet.
 */
public enum Species {
    DOG(30, "0.1", "160", breeds("dog")),
    CAT(39, "0.1", "22", breeds("cat")),
    RABBIT(19, "0.1", "25", Set.of()),
    GUINEA_PIG(15, "0.05", "4", Set.of()),
    HAMSTER(5, "0.01", "0.5", Set.of()),
    FERRET(15, "0.1", "4", Set.of()),
    BIRD(120, "0.01", "20", Set.of()),
    REPTILE(200, "0.01", "300", Set.of()),
    HORSE(63, "10", "999.99", Set.of());

    private static final String MIXED = "Mixed";

    private final int oldestYears;
    private final BigDecimal lightest;
    private final BigDecimal heaviest;
    private final Set<String> breeds;

    Species(int oldestYears, String lightest, String heaviest, Set<String> breeds) {
        this.oldestYears = oldestYears;
        this.lightest = new BigDecimal(lightest);
        this.heaviest = new BigDecimal(heaviest);
        this.breeds = breeds;
    }

    public static Species of(String text) {
        return Arrays.stream(values())
                .filter(species -> species.text().equals(text))
                .findFirst()
                .orElseThrow(
                        () ->
                                Problem.invalid(
                                        ProblemType.RULE_OF_SPECIES,
                                        "species",
                                        "Rule species-list: %s is not one of %s."
                                                .formatted(
                                                        text,
                                                        Arrays.stream(values())
                                                                .map(Species::text)
                                                                .collect(
                                                                        Collectors.joining(
                                                                                ", ")))));
    }

    String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    void mustAllow(
            @Nullable String breed, @Nullable LocalDate birthDate, @Nullable BigDecimal weight) {
        if (birthDate != null
                && birthDate.isBefore(
                        LocalDate.now(java.time.ZoneOffset.UTC).minusYears(oldestYears))) {
            throw refuse(
                    "birth_date",
                    "age-limit",
                    "a %s is %d years old at most".formatted(text(), oldestYears));
        }
        mustAllowWeight(weight);
        if (breed != null && !breeds.isEmpty() && !breed.equals(MIXED) && !breeds.contains(breed)) {
            throw refuse(
                    "breed",
                    "breed-list",
                    "'%s' is not a breed of %s that is known here; %s always is"
                            .formatted(breed, text(), MIXED));
        }
    }

    public void mustAllowWeight(@Nullable BigDecimal weight) {
        if (weight != null && (weight.compareTo(lightest) < 0 || weight.compareTo(heaviest) > 0)) {
            throw refuse(
                    "weight",
                    "weight-range",
                    "a %s weighs %s to %s kg".formatted(text(), lightest, heaviest));
        }
    }

    private static Problem refuse(String field, String rule, String why) {
        return Problem.invalid(
                ProblemType.RULE_OF_SPECIES, field, "Rule %s: %s.".formatted(rule, why));
    }

    private static Set<String> breeds(String species) {
        try {
            List<String> lines =
                    new ClassPathResource("species/" + species + ".txt")
                            .getContentAsString(StandardCharsets.UTF_8)
                            .lines()
                            .toList();
            return new TreeSet<>(lines);
        } catch (IOException e) {
            throw new UncheckedIOException("The breeds of " + species + " are missing", e);
        }
    }
}
