package com.bloompetos.local.simulate;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * What a visit leaves behind: a weight, a vaccination, a note, and what the client thought of it.
 */
final class Care {
    private static final List<String> VACCINES = List.of("Rabies", "DHPP", "Bordetella", "FVRCP");
    private static final List<String> WORDS =
            List.of("calm on the table", "a little nervous", "coat in good order", "eats well");

    private final ApiClient api;
    private final String branchId;
    private final ZoneId zone;
    private final Random random;

    Care(ApiClient api, String branchId, ZoneId zone, Random random) {
        this.api = api;
        this.branchId = branchId;
        this.zone = zone;
        this.random = random;
    }

    void after(JsonNode appointment) throws IOException, InterruptedException {
        String pet = "/v1/pets/" + appointment.path("pet_id").asText();
        String today = LocalDate.now(zone).minusDays(1).toString();
        double u = random.nextDouble();
        if (u < 0.10) {
            // Between three and seven kilograms is right for either species.
            api.post(
                    pet + "/weights",
                    Map.of("weight", 3 + random.nextInt(400) / 100.0, "measured_on", today));
        } else if (u < 0.18) {
            api.post(
                    pet + "/vaccinations",
                    Map.of(
                            "branch_id",
                            branchId,
                            "vaccine_name",
                            Words.pick(random, VACCINES),
                            "vaccination_date",
                            today,
                            "expiry_date",
                            LocalDate.now(zone).plusYears(1).toString()));
        } else if (u < 0.26) {
            api.post(
                    pet + "/notes",
                    Map.of("branch_id", branchId, "notes", Words.pick(random, WORDS)));
        }
        if (random.nextDouble() < 0.3) {
            api.post(
                    "/v1/feedback",
                    Map.of(
                            "appointment_id",
                            appointment.path("appointment_id").asText(),
                            "csat",
                            random.nextDouble() < 0.8 ? 5 : 1 + random.nextInt(4),
                            "nps",
                            random.nextDouble() < 0.7 ? 9 : random.nextInt(9)));
        }
    }
}
