package com.bloompetos.api.pet;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class SpeciesTest {
    private static final LocalDate TODAY = LocalDate.now(ZoneOffset.UTC);

    @Test
    void anOrdinaryPetIsAllowed() {
        assertThatCode(
                        () ->
                                Species.DOG.mustAllow(
                                        "Labrador", TODAY.minusYears(3), new BigDecimal("31.5")))
                .doesNotThrowAnyException();
        assertThatCode(() -> Species.CAT.mustAllow("Mixed", null, null)).doesNotThrowAnyException();
    }

    @Test
    void theRefusalNamesItsRule() {
        assertThatThrownBy(() -> Species.CAT.mustAllow("Labrador", null, null))
                .hasMessageContaining("breed-list");
        assertThatThrownBy(() -> Species.HAMSTER.mustAllow(null, TODAY.minusYears(6), null))
                .hasMessageContaining("age-limit");
        assertThatThrownBy(() -> Species.HAMSTER.mustAllowWeight(new BigDecimal("3")))
                .hasMessageContaining("weight-range");
        assertThatThrownBy(() -> Species.of("unicorn")).hasMessageContaining("species-list");
    }

    @Test
    void theLimitItselfIsAllowed() {
        assertThatCode(() -> Species.DOG.mustAllowWeight(new BigDecimal("160")))
                .doesNotThrowAnyException();
        assertThatThrownBy(() -> Species.DOG.mustAllowWeight(new BigDecimal("160.01")))
                .hasMessageContaining("weight-range");
    }

    @Test
    void aSpeciesWithoutAListTakesEveryBreed() {
        assertThatCode(() -> Species.RABBIT.mustAllow("Lionhead", null, null))
                .doesNotThrowAnyException();
    }
}
