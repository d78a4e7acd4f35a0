package com.bloompetos.api.document;

import com.bloompetos.api.problem.FieldName;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.media.Schema;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.lang.reflect.WildcardType;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/**
 * Says of each field whether it may be null. The generator does not read jspecify's annotation; the
 * records that controllers take and give are looked at once more for it.
 */
final class NullableParts {
    private static final String OURS = "com.bloompetos.";

    private final Map<String, Class<?>> records = new HashMap<>();

    NullableParts(RequestMappingHandlerMapping controllers) {
        controllers
                .getHandlerMethods()
                .values()
                .forEach(
                        handler -> {
                            collect(handler.getMethod().getGenericReturnType());
                            for (var type : handler.getMethod().getGenericParameterTypes()) {
                                collect(type);
                            }
                        });
    }

    private void collect(@Nullable Type type) {
        if (type instanceof ParameterizedType generic) {
            Arrays.stream(generic.getActualTypeArguments()).forEach(this::collect);
        } else if (type instanceof WildcardType wildcard) {
            Arrays.stream(wildcard.getUpperBounds()).forEach(this::collect);
        } else if (type instanceof Class<?> one
                && one.isRecord()
                && one.getName().startsWith(OURS)
                && records.putIfAbsent(one.getSimpleName(), one) == null) {
            for (var component : one.getRecordComponents()) {
                collect(component.getGenericType());
            }
        }
    }

    /** To be called when the fields have their names as on the wire. */
    @SuppressWarnings({"rawtypes", "unchecked"})
    void mark(OpenAPI document) {
        document.getComponents()
                .getSchemas()
                .forEach(
                        (name, schema) -> {
                            var record = records.get(name);
                            Map<String, Schema> properties = schema.getProperties();
                            if (record != null && properties != null) {
                                for (var component : record.getRecordComponents()) {
                                    String field = FieldName.of(component.getName());
                                    if (isNullable(component)) {
                                        properties.computeIfPresent(
                                                field, (n, property) -> orNull(property));
                                    }
                                }
                            }
                        });
    }

    private static boolean isNullable(RecordComponent component) {
        return component.getAnnotatedType().isAnnotationPresent(Nullable.class);
    }

    @SuppressWarnings({"rawtypes", "unchecked"})
    private static Schema orNull(Schema property) {
        var nothing = new Schema<>();
        nothing.setTypes(Set.of("null"));
        if (property.get$ref() != null) {
            return new Schema<>().anyOf(List.of(property, nothing));
        }
        Set<String> types = property.getTypes();
        if (types == null && property.getType() != null) {
            types = Set.of(property.getType());
        }
        if (types != null) {
            var more = new LinkedHashSet<>(types);
            more.add("null");
            property.setTypes(more);
            if (property.getEnum() != null && !property.getEnum().contains(null)) {
                var values = new java.util.ArrayList<>(property.getEnum());
                values.add(null);
                property.setEnum(values);
            }
        }
        return property;
    }
}
