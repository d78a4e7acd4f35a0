package com.bloompetos.insight.narrative;

import java.util.ArrayList;
import java.util.Optional;
import java.util.Set;

/**
 * A narrative without what people typed: the names of branches, services and staff and the kinds of
 * pets are letters in brackets, and are put back into a text that was made of it.
 */
public final class Masked {
    /** Everything else is a numeral or a word of this program. */
    private static final Set<String> TYPED = Set.of("place", "service", "staff", "species");

    private final Narrative original;
    private final Narrative masked;

    private Masked(Narrative original, Narrative masked) {
        this.original = original;
        this.masked = masked;
    }

    public static Masked of(Narrative narrative) {
        var gaps = new ArrayList<String>();
        var objection = Proof.split(narrative.text(), narrative, gaps);
        if (objection.isPresent()) {
            throw new IllegalArgumentException("a narrative " + objection.get());
        }
        var writer = new Narrative.Writer();
        char letter = 'A';
        for (int i = 0; i < narrative.bindings().size(); i++) {
            var binding = narrative.bindings().get(i);
            writer.say(gaps.get(i))
                    .bind(
                            binding.name(),
                            TYPED.contains(binding.name()) ? "⟦" + letter++ + "⟧" : binding.text());
        }
        return new Masked(narrative, writer.say(gaps.get(gaps.size() - 1)).done());
    }

    /** What may leave the house. */
    public String text() {
        return masked.text();
    }

    public Optional<String> objection(String text) {
        return Proof.objection(text, masked);
    }

    /** A text that stands, with the names where the letters were. */
    public String unmasked(String text) {
        var gaps = new ArrayList<String>();
        var objection = Proof.objection(text, masked).or(() -> Proof.split(text, masked, gaps));
        if (objection.isPresent()) {
            throw new IllegalArgumentException("the text " + objection.get());
        }
        var named = new StringBuilder();
        for (int i = 0; i < original.bindings().size(); i++) {
            named.append(gaps.get(i)).append(original.bindings().get(i).text());
        }
        return named.append(gaps.get(gaps.size() - 1)).toString();
    }
}
