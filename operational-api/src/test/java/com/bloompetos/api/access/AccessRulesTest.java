package com.bloompetos.api.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.request;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.jsonPath;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import com.bloompetos.api.RunningApi;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

class AccessRulesTest {
    static final List<AccessRules.Rule> RULES = AccessRules.ALL;

    @Test
    void everyEndpointHasARule() {
        var listed = RULES.stream().map(rule -> rule.method() + " " + rule.path()).toList();
        assertThat(endpoints()).isNotEmpty().isSubsetOf(listed);
    }

    @ParameterizedTest
    @FieldSource("RULES")
    void noOneElseGetsIn(AccessRules.Rule rule) throws Exception {
        for (var role : EnumSet.complementOf(EnumSet.copyOf(rule.roles()))) {
            RunningApi.http()
                    .perform(call(rule).with(RunningApi.as(role)))
                    .andExpect(status().isForbidden())
                    .andExpect(jsonPath("$.type").value("urn:bloompetos:problem:not-allowed"));
        }
    }

    @ParameterizedTest
    @FieldSource("RULES")
    void withoutATokenThereIsAChallenge(AccessRules.Rule rule) throws Exception {
        RunningApi.http()
                .perform(call(rule))
                .andExpect(status().isUnauthorized())
                .andExpect(jsonPath("$.type").value("urn:bloompetos:problem:not-signed-in"));
    }

    @Test
    void whatIsNotListedIsRefusedForEverybody() throws Exception {
        for (var role : Role.values()) {
            RunningApi.http()
                    .perform(request(HttpMethod.GET, "/v1/unlisted").with(RunningApi.as(role)))
                    .andExpect(status().isForbidden());
        }
    }

    private static MockHttpServletRequestBuilder call(AccessRules.Rule rule) {
        var path =
                rule.path()
                        .replaceAll("\\{kpi}", "bookings")
                        .replaceAll("\\{[a-zA-Z]+}", UUID.randomUUID().toString());
        return request(rule.method(), path).contentType(MediaType.APPLICATION_JSON).content("{}");
    }

    private static List<String> endpoints() {
        var endpoints = new ArrayList<String>();
        RunningApi.bean("requestMappingHandlerMapping", RequestMappingHandlerMapping.class)
                .getHandlerMethods()
                .keySet()
                .forEach(
                        mapping -> {
                            for (var path : mapping.getPatternValues()) {
                                if (path.startsWith("/v1/")) {
                                    mapping.getMethodsCondition()
                                            .getMethods()
                                            .forEach(method -> endpoints.add(method + " " + path));
                                }
                            }
                        });
        return endpoints;
    }
}
