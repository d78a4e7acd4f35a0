package com.bloompetos.local.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * Every endpoint of the served OpenAPI document, with a request that fits its description and means
 * the things of a given world. A field that is described too loosely has its example here.
 */
final class Endpoints {
    private static final Map<String, Object> EXAMPLES =
            Map.ofEntries(
                    Map.entry("species", "dog"),
                    Map.entry("quantity", 1),
                    Map.entry("kpi", "bookings"),
                    Map.entry("media_type", "text/plain"),
                    Map.entry("part_id", "api"));

    private final JsonNode document;

    Endpoints(JsonNode document) {
        this.document = document;
    }

    /** One endpoint as the document has it. */
    record Endpoint(String method, String path, JsonNode operation) {
        /** Such figures are asked for where there is a warehouse, by other tests. */
        boolean asksTheWarehouse() {
            return path.contains("/kpis/")
                    || path.endsWith("/questions")
                    || path.endsWith("/document-questions")
                    || path.endsWith("/risks")
                    || path.endsWith("/stock-forecasts")
                    || path.equals("/v1/insights/{insightId}/verify");
        }

        @Override
        public String toString() {
            return method + " " + path;
        }
    }

    /** A request, and whether it names anything of the world that it was made for. */
    record Request(String method, String path, @Nullable String body, boolean namesTheWorld) {}

    List<Endpoint> all() {
        var endpoints = new ArrayList<Endpoint>();
        document.path("paths")
                .properties()
                .forEach(
                        path ->
                                path.getValue()
                                        .properties()
                                        .forEach(
                                                operation ->
                                                        endpoints.add(
                                                                new Endpoint(
                                                                        operation
                                                                                .getKey()
                                                                                .toUpperCase(
                                                                                        Locale
                                                                                                .ROOT),
                                                                        path.getKey(),
                                                                        operation.getValue()))));
        // A stream does not end; it has a test of its own.
        endpoints.removeIf(endpoint -> endpoint.path().endsWith("/stream"));
        return endpoints;
    }

    Request request(Endpoint endpoint, World world) {
        var named = new boolean[1];
        var path = endpoint.path();
        var query = new StringBuilder();
        for (var parameter : endpoint.operation().path("parameters")) {
            var name = parameter.path("name").asText();
            var schema = parameter.path("schema");
            var isWanted = parameter.path("required").asBoolean() || world.has(snake(name));
            if (parameter.path("in").asText().equals("path")) {
                path = path.replace("{" + name + "}", text(name, schema, world, named));
            } else if (parameter.path("in").asText().equals("query") && isWanted) {
                query.append(query.isEmpty() ? '?' : '&')
                        .append(name)
                        .append('=')
                        .append(text(name, schema, world, named));
            }
        }
        if (endpoint.path().equals("/v1/appointments") && endpoint.method().equals("GET")) {
            query.append(query.isEmpty() ? "?" : "&")
                    .append("day=")
                    .append(LocalDate.now(ZoneOffset.UTC));
        }
        var schema =
                endpoint.operation()
                        .path("requestBody")
                        .path("content")
                        .path("application/json")
                        .path("schema");
        var body = schema.isMissingNode() ? null : value("", schema, world, named).toString();
        return new Request(endpoint.method(), path + query, body, named[0]);
    }

    private String text(String name, JsonNode schema, World world, boolean[] named) {
        return value(snake(name), schema, world, named).asText();
    }

    private JsonNode value(String name, JsonNode given, World world, boolean[] named) {
        var schema = resolved(given);
        if (type(schema).equals("object") || schema.has("properties")) {
            return object(schema, world, named);
        }
        if (EXAMPLES.containsKey(name)) return Http.JSON.valueToTree(EXAMPLES.get(name));
        if (schema.has("enum")) return schema.path("enum").get(0);
        var pattern = schema.path("pattern").asText();
        if (pattern.matches("[a-z_]+(\\|[a-z_]+)+")) {
            return Http.JSON.valueToTree(pattern.substring(0, pattern.indexOf('|')));
        }
        return switch (type(schema)) {
            case "array" ->
                    Http.JSON
                            .createArrayNode()
                            .add(value(singular(name), schema.path("items"), world, named));
            case "integer", "number" ->
                    Http.JSON.valueToTree(Math.max(1, schema.path("minimum").asInt(1)));
            case "boolean" -> Http.JSON.valueToTree(false);
            default -> string(name, schema, world, named);
        };
    }

    private ObjectNode object(JsonNode schema, World world, boolean[] named) {
        var object = Http.JSON.createObjectNode();
        var required =
                StreamSupport.stream(schema.path("required").spliterator(), false)
                        .map(JsonNode::asText)
                        .toList();
        schema.path("properties")
                .properties()
                .forEach(
                        property -> {
                            var name = property.getKey();
                            // What is optional and names something is where a wall could leak.
                            if (required.contains(name)
                                    || (world.has(name) && !name.equals("lot_id"))) {
                                object.set(name, value(name, property.getValue(), world, named));
                            }
                        });
        return object;
    }

    private static JsonNode string(String name, JsonNode schema, World world, boolean[] named) {
        var text =
                switch (schema.path("format").asText()) {
                    case "uuid" -> id(name, world, named).toString();
                    case "date" -> LocalDate.now(ZoneOffset.UTC).minusDays(1).toString();
                    case "date-time" ->
                            Instant.now()
                                    .plus(50, ChronoUnit.DAYS)
                                    .truncatedTo(ChronoUnit.SECONDS)
                                    .toString();
                    case "uri" -> "https://example.com/hook";
                    case "email" -> "someone@test.example";
                    default -> "text";
                };
        return Http.JSON.valueToTree(text);
    }

    private static UUID id(String name, World world, boolean[] named) {
        if (!world.has(name))
            return UUID.nameUUIDFromBytes(name.getBytes(java.nio.charset.StandardCharsets.UTF_8));
        named[0] |= !name.equals("service_id") && !name.equals("brand_id");
        return world.id(name);
    }

    private JsonNode resolved(JsonNode schema) {
        if (schema.has("$ref")) {
            return document.at(schema.path("$ref").asText().substring(1));
        }
        for (var choice : List.of("oneOf", "anyOf", "allOf")) {
            if (schema.has(choice)) return resolved(schema.path(choice).get(0));
        }
        return schema;
    }

    /** In OpenAPI 3.1 a type may be a list with null in it. */
    private static String type(JsonNode schema) {
        var type = schema.path("type");
        if (!type.isArray()) return type.asText();
        for (var one : type) if (!one.asText().equals("null")) return one.asText();
        return "";
    }

    private static String singular(String name) {
        return name.replaceAll("s$", "");
    }

    private static String snake(String name) {
        return name.replaceAll("([a-z0-9])([A-Z])", "$1_$2").toLowerCase(Locale.ROOT);
    }
}
