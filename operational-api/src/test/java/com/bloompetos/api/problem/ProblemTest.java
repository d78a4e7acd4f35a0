package com.bloompetos.api.problem;

import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.hasSize;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.jsonPath;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import com.bloompetos.api.RunningApi;
import com.bloompetos.api.access.Role;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.ResultActions;
import org.springframework.test.web.servlet.request.MockMvcRequestBuilders;

/** Every refusal names its field; none of these reaches the database. */
class ProblemTest {
    private static final String ID = "01a20053-a930-71e7-b304-445b308e0a0f";
    private static final String BOOKING =
            """
            {"branch_id": "%1$s", "pet_id": "%1$s", "service_id": "%1$s", "appointment_date": "2099-01-01T10:00:00Z" %2$s}
            """;

    @Test
    void anUnknownFieldIsRefusedByName() throws Exception {
        refused(
                book(BOOKING.formatted(ID, ", \"colour\": \"red\"")),
                400,
                "unknown-field",
                "colour");
    }

    @Test
    void theJavaSpellingOfAFieldIsUnknown() throws Exception {
        refused(
                book(BOOKING.formatted(ID, ", \"staffId\": \"" + ID + "\"")),
                400,
                "unknown-field",
                "staffId");
    }

    @Test
    void aBadUuidIsRefusedByName() throws Exception {
        refused(book(BOOKING.formatted("nobody", "")), 400, "invalid-field", "branch_id");
    }

    @Test
    void aTimeWithoutOffsetIsRefusedByName() throws Exception {
        refused(
                book(BOOKING.formatted(ID, "").replace("10:00:00Z", "10:00:00")),
                400,
                "invalid-field",
                "appointment_date");
    }

    @Test
    void allMissingFieldsAreNamedAtOnce() throws Exception {
        refused(book("{}"), 400, "invalid-field", "appointment_date")
                .andExpect(jsonPath("$.errors", hasSize(4)));
    }

    @Test
    void aNoteThatIsTooLongIsRefusedByName() throws Exception {
        var note = ", \"notes\": \"" + "x".repeat(2001) + "\"";
        refused(book(BOOKING.formatted(ID, note)), 400, "invalid-field", "notes");
    }

    @Test
    void brokenJsonIsRefusedWithoutEchoingIt() throws Exception {
        refused(book("{\"branch_id\": "), 400, "bad-request", null);
        refused(book("[]"), 400, "bad-request", null);
        refused(book(""), 400, "bad-request", null);
    }

    @Test
    void aBadUuidInTheAddressIsRefusedByName() throws Exception {
        refused(
                RunningApi.http()
                        .perform(get("/v1/appointments/nothing").with(RunningApi.as(Role.STAFF))),
                400,
                "invalid-field",
                "appointment_id");
    }

    @Test
    void aMissingParameterIsRefusedByName() throws Exception {
        refused(
                RunningApi.http().perform(get("/v1/inventory").with(RunningApi.as(Role.STAFF))),
                400,
                "invalid-field",
                "branch_id");
    }

    @Test
    void centsAreWholeAndAreNotWords() throws Exception {
        var payment = "{\"invoice_id\": \"%s\", \"method\": \"card\", \"amount_cents\": %s}";
        refused(
                post("/v1/payments", payment.formatted(ID, "1.5")),
                400,
                "invalid-field",
                "amount_cents");
        refused(
                post("/v1/payments", payment.formatted(ID, "\"15\"")),
                400,
                "invalid-field",
                "amount_cents");
        refused(
                post("/v1/payments", payment.formatted(ID, "0")),
                400,
                "invalid-field",
                "amount_cents");
        refused(
                post("/v1/payments", payment.formatted(ID, "-1")),
                400,
                "invalid-field",
                "amount_cents");
    }

    @Test
    void anUnknownMethodOfPaymentIsToldWhatThereIs() throws Exception {
        refused(
                        post(
                                "/v1/payments",
                                "{\"invoice_id\": \""
                                        + ID
                                        + "\", \"method\": \"gold\", \"amount_cents\": 1}"),
                        400,
                        "invalid-field",
                        "method")
                .andExpect(jsonPath("$.detail").value(containsString("card, cash, transfer")));
    }

    @Test
    void aDatabaseThatDoesNotAnswerIsNotACrash() throws Exception {
        var tomorrow = Instant.now().plus(Duration.ofDays(1)).toString();
        var booking = BOOKING.formatted(ID, "").replace("2099-01-01T10:00:00Z", tomorrow);
        refused(book(booking), 503, "unavailable", null);
    }

    @Test
    void aWrongMediaTypeIsAProblem() throws Exception {
        var answer =
                RunningApi.http()
                        .perform(
                                MockMvcRequestBuilders.post("/v1/appointments")
                                        .with(RunningApi.as(Role.STAFF))
                                        .contentType(MediaType.TEXT_PLAIN)
                                        .content("hello"));
        refused(answer, 415, "bad-request", null);
    }

    private static ResultActions book(String body) throws Exception {
        return post("/v1/appointments", body);
    }

    private static ResultActions post(String path, String body) throws Exception {
        return RunningApi.http()
                .perform(
                        MockMvcRequestBuilders.post(path)
                                .with(RunningApi.as(Role.STAFF))
                                .contentType(MediaType.APPLICATION_JSON)
                                .content(body));
    }

    private static ResultActions refused(
            ResultActions answer, int status, String type, String field) throws Exception {
        answer.andExpect(status().is(status))
                .andExpect(content().contentType(MediaType.APPLICATION_PROBLEM_JSON))
                .andExpect(jsonPath("$.type").value("urn:bloompetos:problem:" + type))
                .andExpect(jsonPath("$.status").value(status))
                .andExpect(jsonPath("$.title").isNotEmpty())
                .andExpect(jsonPath("$.detail").isNotEmpty());
        return field == null
                ? answer.andExpect(jsonPath("$.field").doesNotExist())
                : answer.andExpect(jsonPath("$.field").value(field));
    }
}
