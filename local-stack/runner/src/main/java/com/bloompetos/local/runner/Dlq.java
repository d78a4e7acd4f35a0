package com.bloompetos.local.runner;

import com.bloompetos.events.ConfluentAvro;
import com.bloompetos.events.RegistryUnavailable;
import com.bloompetos.events.UnreadableRecord;
import com.bloompetos.local.deadletter.DeadLetterDesk;
import com.bloompetos.local.deadletter.Letter;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code bloom dlq}: records that could not be used, why, and their way back. */
@Command(
        name = "dlq",
        description = {
            "The dead letters: records that could not be used. list says how many and why, show prints one,",
            "replay hands them to their readers again once the cause is mended."
        },
        subcommands = {Dlq.Listing.class, Dlq.Show.class, Dlq.Replaying.class})
final class Dlq implements Callable<Integer> {

    @Override
    public Integer call() {
        throw new Complaint("Which one? list, show or replay; each explains itself with --help.");
    }

    /** What lies there, counted by topic and reason. */
    @Command(
            name = "list",
            mixinStandardHelpOptions = true,
            description = {
                "Counts the letters by topic and reason: how many wait, how many were replayed since, the first and",
                "the last, and one to look at with show."
            })
    static final class Listing implements Callable<Integer> {
        private static final ObjectMapper JSON = new ObjectMapper();

        @Option(names = "--json", description = "One JSON array instead of a table.")
        boolean json;

        @Override
        public Integer call() throws Exception {
            var kinds = kinds(letters(stack()));
            if (json) {
                Bloom.say(asJson(kinds));
            } else if (kinds.isEmpty()) {
                Bloom.say("No dead letters.");
            } else {
                kinds.forEach(Listing::say);
                Bloom.say("");
                Bloom.say(
                        "Look at one with ./bloom dlq show LETTER; when its cause is mended: ./bloom dlq replay LETTER, TOPIC or --all.");
            }
            return 0;
        }

        private static Collection<List<Letter>> kinds(List<Letter> letters) {
            return letters.stream()
                    .collect(
                            Collectors.groupingBy(
                                    letter -> letter.topic() + ' ' + letter.kind(),
                                    TreeMap::new,
                                    Collectors.toList()))
                    .values();
        }

        private static void say(List<Letter> kind) {
            var example = example(kind);
            Bloom.say(
                    "%s: %d wait, %d replayed; %s to %s; for example %s (at %s)%n    %s"
                            .formatted(
                                    example.topic(),
                                    waiting(kind),
                                    kind.size() - waiting(kind),
                                    seconds(first(kind)),
                                    seconds(last(kind)),
                                    example.name(),
                                    example.place(),
                                    example.kind()));
        }

        private static String asJson(Collection<List<Letter>> kinds) throws Exception {
            var array = JSON.createArrayNode();
            for (var kind : kinds) {
                var example = example(kind);
                array.addObject()
                        .put("topic", example.topic())
                        .put("table", example.table())
                        .put("reason", example.kind())
                        .put("waiting", waiting(kind))
                        .put("replayed", kind.size() - waiting(kind))
                        .put("first", first(kind).toString())
                        .put("last", last(kind).toString())
                        .put("letter", example.name())
                        .put("place", example.place());
            }
            return JSON.writeValueAsString(array);
        }

        private static Letter example(List<Letter> kind) {
            return kind.stream().filter(Letter::isWaiting).findFirst().orElse(kind.get(0));
        }

        private static long waiting(List<Letter> kind) {
            return kind.stream().filter(Letter::isWaiting).count();
        }

        private static Instant first(List<Letter> kind) {
            return kind.stream().map(Letter::since).min(Comparator.naturalOrder()).orElseThrow();
        }

        private static Instant last(List<Letter> kind) {
            return kind.stream().map(Letter::last).max(Comparator.naturalOrder()).orElseThrow();
        }

        private static Instant seconds(Instant at) {
            return at.truncatedTo(ChronoUnit.SECONDS);
        }
    }

    /** One letter. */
    @Command(
            name = "show",
            mixinStandardHelpOptions = true,
            description =
                    "Prints one letter: why it lies there, where it stood, its key and content.")
    static final class Show implements Callable<Integer> {
        private static final int MOST_BYTES = 512;

        @Parameters(
                paramLabel = "LETTER",
                description = "TOPIC@LETTER as list names it, or TOPIC@PARTITION:OFFSET.")
        String name = "";

        @Override
        public Integer call() {
            var stack = stack();
            var letter = one(letters(stack), name);
            Bloom.say("reason    " + firstLine(letter.reason()));
            Bloom.say("stood at  %s, %s".formatted(letter.topic(), letter.place()));
            Bloom.say(
                    "here      since %s, last %s, %s"
                            .formatted(
                                    letter.since(),
                                    letter.last(),
                                    letter.isWaiting() ? "waits" : "was replayed"));
            var avro = ConfluentAvro.at(stack.registryUrl());
            Bloom.say("key       " + text(avro, letter.record().key()));
            Bloom.say("content   " + text(avro, new DeadLetterDesk(stack.kafka()).content(letter)));
            return 0;
        }

        private static String firstLine(String reason) {
            return reason.lines().findFirst().orElse("");
        }

        /** Decoded when anything can be made of it, else its bytes, and then how many there are. */
        private static String text(ConfluentAvro avro, byte @Nullable [] bytes) {
            if (bytes == null) return "none";
            try {
                return avro.decode(bytes).toString();
            } catch (UnreadableRecord unreadable) {
                var shown = Arrays.copyOf(bytes, Math.min(bytes.length, MOST_BYTES));
                return "%d bytes, %s: %s%s"
                        .formatted(
                                bytes.length,
                                unreadable.getMessage(),
                                HexFormat.of().formatHex(shown),
                                bytes.length > MOST_BYTES ? "…" : "");
            } catch (RegistryUnavailable away) {
                throw new Complaint("The registry does not answer; see ./bloom status.");
            }
        }
    }

    /** The way back. */
    @Command(
            name = "replay",
            mixinStandardHelpOptions = true,
            description = {
                "Hands letters to the readers of their topics once more, after their cause is mended. An older change",
                "never wins over a newer one of its row, and what was replayed is not replayed again unless it came",
                "back. What is still broken comes back once, with its reason."
            })
    static final class Replaying implements Callable<Integer> {
        @Parameters(
                paramLabel = "WHICH",
                arity = "0..1",
                description = "TOPIC for all of its letters, or one letter as list names it.")
        String which = "";

        @Option(names = "--all", description = "Those of every topic.")
        boolean all;

        @Option(
                names = "--reason",
                paramLabel = "TEXT",
                description = "Only those whose reason contains this text.")
        String reason = "";

        @Override
        public Integer call() throws Exception {
            var stack = stack();
            var wanted = wanted(letters(stack));
            if (wanted.isEmpty()) {
                throw new Complaint("No such letters: see ./bloom dlq list.");
            }
            var waiting = wanted.stream().filter(Letter::isWaiting).toList();
            var oldest = Instant.now().minus(DeadLetterDesk.OLDEST);
            var young = waiting.stream().filter(letter -> letter.since().isAfter(oldest)).toList();
            new DeadLetterDesk(stack.kafka()).replay(young);
            Bloom.say(
                    "Replayed %d; %d were replayed before."
                            .formatted(young.size(), wanted.size() - waiting.size()));
            if (young.size() < waiting.size()) {
                Bloom.say(
                        "%d are older than %d days and stay: nothing remembers whether their rows were deleted since."
                                .formatted(
                                        waiting.size() - young.size(),
                                        DeadLetterDesk.OLDEST.toDays()));
            }
            if (!young.isEmpty()) {
                Bloom.say("What is still broken comes back within a minute: ./bloom dlq list");
            }
            return 0;
        }

        private List<Letter> wanted(List<Letter> letters) {
            if (which.isEmpty() && !all && reason.isEmpty()) {
                throw new Complaint(
                        "Which ones? TOPIC, TOPIC@LETTER, --reason TEXT or --all; ./bloom dlq list names them.");
            }
            if (which.contains("@")) return List.of(one(letters, which));
            Predicate<Letter> ofTopic =
                    which.isEmpty() ? letter -> true : letter -> letter.topic().equals(which);
            return letters.stream()
                    .filter(ofTopic)
                    .filter(letter -> letter.reason().contains(reason))
                    .toList();
        }
    }

    private static Stack stack() {
        var stack = Stack.fromEnvironment();
        if (new PidFile(stack.state().run(Up.SUPERVISOR)).process().isEmpty()) {
            throw new Complaint("Nothing is running; start it with ./bloom up.");
        }
        return stack;
    }

    static List<Letter> letters(Stack stack) {
        try {
            return new DeadLetterDesk(stack.kafka()).letters();
        } catch (KafkaException away) {
            throw new Complaint(
                    "Kafka does not answer (" + away.getMessage() + "): ./bloom status");
        }
    }

    private static Letter one(List<Letter> letters, String name) {
        return letters.stream()
                .filter(
                        letter ->
                                letter.name().equals(name)
                                        || (letter.topic() + '@' + letter.place()).equals(name))
                .findFirst()
                .orElseThrow(
                        () -> new Complaint("There is no letter " + name + ": ./bloom dlq list."));
    }
}
