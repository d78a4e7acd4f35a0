package com.bloompetos.insight.narrative;

import java.util.ArrayList;
import java.util.List;

/**
 * A short text whose every numeral, name and direction is bound to a value.
 *
 * @param bindings in the order in which the text says them
 */
public record Narrative(String text, List<Binding> bindings) {
    public Narrative {
        bindings = List.copyOf(bindings);
    }

    /** Puts words and values one after the other. */
    static final class Writer {
        private final StringBuilder text = new StringBuilder();
        private final List<Binding> bindings = new ArrayList<>();

        Writer say(String words) {
            text.append(words);
            return this;
        }

        Writer bind(String name, String value) {
            bindings.add(new Binding(name, value));
            text.append(value);
            return this;
        }

        Narrative done() {
            return new Narrative(text.toString(), bindings);
        }
    }
}
