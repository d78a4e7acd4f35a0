package com.bloompetos.local.bench;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Map;

/** A bench's last line: one JSON object, its fields in the order in which they were put. */
final class Report {

    private static final ObjectMapper JSON = new ObjectMapper();

    private Report() {}

    static String line(Map<String, Object> fields) {
        try {
            return JSON.writeValueAsString(fields);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
