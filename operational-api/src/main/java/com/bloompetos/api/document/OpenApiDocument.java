package com.bloompetos.api.document;

import com.bloompetos.api.access.Caller;
import com.bloompetos.api.page.PageWish;
import com.bloompetos.api.position.Position;
import com.bloompetos.api.problem.FieldName;
import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.PathItem;
import io.swagger.v3.oas.models.headers.Header;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.IntegerSchema;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.ObjectSchema;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.media.StringSchema;
import io.swagger.v3.oas.models.parameters.HeaderParameter;
import io.swagger.v3.oas.models.parameters.QueryParameter;
import io.swagger.v3.oas.models.responses.ApiResponse;
import io.swagger.v3.oas.models.security.SecurityRequirement;
import io.swagger.v3.oas.models.security.SecurityScheme;
import io.swagger.v3.oas.models.servers.Server;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springdoc.core.customizers.OpenApiCustomizer;
import org.springdoc.core.customizers.OperationCustomizer;
import org.springdoc.core.utils.SpringDocUtils;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/** Completes the generated document with what every endpoint shares. */
@Configuration(proxyBeanMethods = false)
class OpenApiDocument {
    private static final String BEARER = "bearer";
    private static final String PROBLEM = "Problem";
    private static final Set<PathItem.HttpMethod> WRITES =
            Set.of(PathItem.HttpMethod.POST, PathItem.HttpMethod.PUT, PathItem.HttpMethod.PATCH);

    static {
        SpringDocUtils.getConfig().addRequestWrapperToIgnore(Caller.class, PageWish.class);
    }

    @Bean
    OpenAPI document() {
        return new OpenAPI()
                .info(
                        new Info()
                                .title("BloomPetOS Insights")
                                .version("v1")
                                .description(
                                        "Bookings, payments, pets and stock of a chain of pet care branches."))
                .servers(List.of(new Server().url("/")))
                .components(
                        new Components()
                                .addSecuritySchemes(
                                        BEARER,
                                        new SecurityScheme()
                                                .type(SecurityScheme.Type.HTTP)
                                                .scheme(BEARER)
                                                .bearerFormat("JWT")))
                .addSecurityItem(new SecurityRequirement().addList(BEARER));
    }

    @Bean
    OpenApiCustomizer sharedParts(
            @Qualifier("requestMappingHandlerMapping") RequestMappingHandlerMapping controllers) {
        return document -> {
            document.getComponents().getSchemas().values().forEach(OpenApiDocument::useWireNames);
            new NullableParts(controllers).mark(document);
            document.getComponents().addSchemas(PROBLEM, problem());
            document.getPaths().forEach(OpenApiDocument::completeAnswers);
        };
    }

    /**
     * The generator reads Java names; on the wire they are in snake case, and nothing else is
     * accepted.
     */
    private static void useWireNames(Schema<?> schema) {
        if (schema.getProperties() == null) {
            return;
        }
        Map<String, Schema> renamed = new LinkedHashMap<>();
        schema.getProperties()
                .forEach((name, property) -> renamed.put(FieldName.of(name), property));
        schema.setProperties(renamed);
        if (schema.getRequired() != null) {
            schema.setRequired(schema.getRequired().stream().map(FieldName::of).toList());
        }
        schema.setAdditionalProperties(false);
    }

    private static void completeAnswers(String path, PathItem item) {
        item.readOperationsMap()
                .forEach(
                        (method, operation) -> {
                            if (WRITES.contains(method)) {
                                tellOfWrite(path, method, operation);
                            }
                            operation
                                    .getResponses()
                                    .addApiResponse(
                                            "default",
                                            new ApiResponse()
                                                    .description("A problem detail (RFC 9457)")
                                                    .content(
                                                            new Content()
                                                                    .addMediaType(
                                                                            "application/problem+json",
                                                                            new MediaType()
                                                                                    .schema(
                                                                                            reference()))));
                        });
    }

    /** A write to a collection makes something; a write to a thing changes it. */
    private static void tellOfWrite(String path, PathItem.HttpMethod method, Operation operation) {
        if (method == PathItem.HttpMethod.POST) {
            operation.addParametersItem(
                    new HeaderParameter()
                            .name("Idempotency-Key")
                            .required(false)
                            .description("The first answer under a key is given again for 24 hours")
                            .schema(new StringSchema().minLength(1).maxLength(255)));
        }
        var made = operation.getResponses().get("201");
        var answer = made == null ? operation.getResponses().get("200") : made;
        if (answer == null) {
            return;
        }
        answer.addHeaderObject(
                Position.HEADER,
                new Header()
                        .description("table:id@position of the write")
                        .schema(new StringSchema()));
        if (made == null && method == PathItem.HttpMethod.POST && !path.contains("{")) {
            operation.getResponses().remove("200");
            operation.getResponses().addApiResponse("201", answer.description("Created"));
        }
    }

    /** A controller that takes a page lists in pages. */
    @Bean
    OperationCustomizer pageParameters() {
        return (operation, handler) -> {
            if (Arrays.stream(handler.getMethodParameters())
                    .anyMatch(parameter -> parameter.getParameterType() == PageWish.class)) {
                operation.addParametersItem(
                        new QueryParameter()
                                .name("limit")
                                .schema(
                                        new IntegerSchema()
                                                .minimum(BigDecimal.ONE)
                                                .maximum(BigDecimal.valueOf(PageWish.MOST))));
                operation.addParametersItem(
                        new QueryParameter()
                                .name("cursor")
                                .description("X-Bloom-Next of the page before")
                                .schema(new StringSchema()));
            }
            return operation;
        };
    }

    private static Schema<?> reference() {
        return new Schema<>().$ref("#/components/schemas/" + PROBLEM);
    }

    private static Schema<?> problem() {
        return new ObjectSchema()
                .addProperty("type", new StringSchema().format("uri"))
                .addProperty("title", new StringSchema())
                .addProperty("status", new IntegerSchema())
                .addProperty("detail", new StringSchema())
                .addProperty("instance", new StringSchema().format("uri-reference"))
                .addProperty(
                        "field",
                        new StringSchema().description("The field that the problem is about"));
    }
}
