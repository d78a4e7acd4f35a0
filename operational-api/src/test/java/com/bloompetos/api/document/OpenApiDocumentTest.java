package com.bloompetos.api.document;

import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.jsonPath;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import com.bloompetos.api.RunningApi;
import org.junit.jupiter.api.Test;
import org.springframework.test.web.servlet.ResultActions;

class OpenApiDocumentTest {
    @Test
    void fieldsAreSpelledAsOnTheWire() throws Exception {
        document()
                .andExpect(
                        jsonPath("$.components.schemas.Appointment.properties.is_late_cancel")
                                .exists())
                .andExpect(
                        jsonPath("$.components.schemas.Appointment.properties.isLateCancel")
                                .doesNotExist());
    }

    @Test
    void writesTellTheirPositionAndRefusalsAreProblems() throws Exception {
        var booking = "$.paths['/v1/appointments'].post.responses";
        document()
                .andExpect(jsonPath(booking + "['201'].headers['X-Bloom-Position']").exists())
                .andExpect(
                        jsonPath(booking + ".default.content['application/problem+json']")
                                .exists());
    }

    @Test
    void theCallerIsNoParameter() throws Exception {
        document()
                .andExpect(jsonPath("$.paths['/v1/branches'].get.parameters").doesNotExist())
                .andExpect(jsonPath("$.components.schemas.Caller").doesNotExist());
    }

    private static ResultActions document() throws Exception {
        return RunningApi.http().perform(get("/v3/api-docs")).andExpect(status().isOk());
    }
}
