package com.bloompetos.insight.kpi;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/**
 * One YAML file that knows where each of its values stands, so that a refusal can name the line.
 */
record YamlFile(String path, Node root) {
    /** Fields that are known to be there. */
    record Fields(Map<String, Node> byName) {
        Node get(String name) {
            return Objects.requireNonNull(byName.get(name));
        }

        Optional<Node> find(String name) {
            return Optional.ofNullable(byName.get(name));
        }
    }

    static YamlFile parse(String path, String text) {
        try {
            var root = new Yaml(new LoaderOptions()).compose(new StringReader(text));
            if (root == null) {
                throw new MalformedKpi(path, 1, "the file is empty");
            }
            return new YamlFile(path, root);
        } catch (MarkedYAMLException e) {
            var mark = e.getProblemMark();
            throw new MalformedKpi(
                    path, mark == null ? 1 : mark.getLine() + 1, String.valueOf(e.getProblem()));
        }
    }

    MalformedKpi refuse(Node at, String problem) {
        return new MalformedKpi(path, at.getStartMark().getLine() + 1, problem);
    }

    /** The fields of a mapping in their order; a field that comes twice is refused. */
    Map<String, Node> fields(Node node) {
        if (!(node instanceof MappingNode mapping)) {
            throw refuse(node, "expected fields here");
        }
        var fields = new LinkedHashMap<String, Node>();
        for (var tuple : mapping.getValue()) {
            var name = text(tuple.getKeyNode());
            if (fields.put(name, tuple.getValueNode()) != null) {
                throw refuse(tuple.getKeyNode(), "'" + name + "' stands twice");
            }
        }
        return fields;
    }

    /** The fields of a mapping that must have exactly these names. */
    Fields fields(Node node, String... expected) {
        return fields(node, List.of(), expected);
    }

    /** The fields of a mapping that must have these names, and may have the optional ones. */
    Fields fields(Node node, List<String> optional, String... expected) {
        var fields = fields(node);
        for (var entry : fields.entrySet()) {
            if (!Arrays.asList(expected).contains(entry.getKey())
                    && !optional.contains(entry.getKey())) {
                throw refuse(
                        entry.getValue(),
                        "unknown field '"
                                + entry.getKey()
                                + "', expected "
                                + String.join(", ", expected));
            }
        }
        for (var name : expected) {
            if (!fields.containsKey(name)) {
                throw refuse(node, "field '" + name + "' is missing");
            }
        }
        return new Fields(fields);
    }

    List<Node> list(Node node) {
        if (!(node instanceof SequenceNode sequence)) {
            throw refuse(node, "expected a list here");
        }
        return sequence.getValue();
    }

    List<String> texts(Node node) {
        var texts = new ArrayList<String>();
        for (var element : list(node)) {
            texts.add(text(element));
        }
        return texts;
    }

    String text(Node node) {
        if (!(node instanceof ScalarNode scalar) || scalar.getValue().isBlank()) {
            throw refuse(node, "expected a text here");
        }
        return scalar.getValue();
    }

    long number(Node node) {
        try {
            return Long.parseLong(text(node));
        } catch (NumberFormatException e) {
            throw refuse(node, "'" + text(node) + "' is not a whole number");
        }
    }

    <E extends Enum<E>> E oneOf(Class<E> type, Node node) {
        var names = new ArrayList<String>();
        for (var constant : type.getEnumConstants()) {
            var name = constant.name().toLowerCase(Locale.ROOT);
            if (name.equals(text(node))) {
                return constant;
            }
            names.add(name);
        }
        throw refuse(node, "'" + text(node) + "' is none of " + String.join(", ", names));
    }

    /**
     * A column's value: a whole number, true or false, nothing, texts, or the text as it stands.
     */
    @Nullable Object value(Node node) {
        if (node instanceof SequenceNode) {
            return texts(node);
        }
        if (!(node instanceof ScalarNode scalar)) {
            throw refuse(node, "expected one value here");
        }
        if (scalar.getTag().equals(Tag.NULL)) {
            return null;
        }
        if (scalar.getTag().equals(Tag.BOOL)) {
            return Boolean.valueOf(scalar.getValue());
        }
        return scalar.getTag().equals(Tag.INT) ? (Object) number(node) : scalar.getValue();
    }
}
