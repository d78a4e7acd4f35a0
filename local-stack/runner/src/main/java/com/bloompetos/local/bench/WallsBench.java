package com.bloompetos.local.bench;

import com.bloompetos.local.bench.WallsAttempts.Attempt;
import com.bloompetos.local.bench.WallsData.Owner;
import com.bloompetos.local.clickhouse.access.Scope;
import com.bloompetos.local.clickhouse.access.User;
import com.bloompetos.local.clickhouse.access.UsersFile;
import com.bloompetos.local.clickhouse.access.Walls;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Tries every way around the walls on every table, as every kind of person. A leak is anything of
 * someone else's that an answer shows: an id, a word, a value, a number of rows or of bytes, in its
 * body or its headers.
 *
 * <p>Two controls give the zero its meaning: everyone sees their own rows, all of them; and the
 * same attempts of a user without a wall are found to show what they show.
 */
public final class WallsBench {
    /** A user who sees everything. */
    private static final String CONTROL = "reader";

    private static final int AT_ONCE = 2;

    private final OwnEngine engine;
    private final Map<String, List<String>> raw;
    private final Set<String> tables;
    private final PrintStream out;
    private final AtomicInteger fired = new AtomicInteger();
    private final AtomicInteger answered = new AtomicInteger();
    private final List<String> leaks = Collections.synchronizedList(new ArrayList<>());

    private WallsBench(
            OwnEngine engine, Map<String, List<String>> raw, Set<String> tables, PrintStream out) {
        this.engine = engine;
        this.raw = raw;
        this.tables = tables;
        this.out = out;
    }

    /** Someone with a scope, and whose rows they must not see. */
    private record Person(String name, Scope scope, Set<Owner> foreign) {
        static Person of(String name, Owner home, List<Owner> branches, Set<Owner> own) {
            var foreign = EnumSet.allOf(Owner.class);
            foreign.removeAll(own);
            return new Person(
                    name,
                    new Scope(home.organization(), branches.stream().map(Owner::branch).toList()),
                    foreign);
        }
    }

    private static final List<Person> PEOPLE =
            List.of(
                    Person.of(
                            "chain_one",
                            Owner.CHAIN,
                            List.of(),
                            EnumSet.complementOf(EnumSet.of(Owner.OTHER))),
                    Person.of(
                            "franchise_one",
                            Owner.FIRST,
                            List.of(Owner.FIRST, Owner.SECOND),
                            EnumSet.of(Owner.FIRST, Owner.SECOND, Owner.CATALOGUE)),
                    Person.of(
                            "franchise_two",
                            Owner.RIVAL,
                            List.of(Owner.RIVAL),
                            EnumSet.of(Owner.RIVAL, Owner.CATALOGUE)),
                    Person.of(
                            "one_branch",
                            Owner.FIRST,
                            List.of(Owner.FIRST),
                            EnumSet.of(Owner.FIRST, Owner.CATALOGUE)),
                    Person.of("chain_two", Owner.OTHER, List.of(), EnumSet.of(Owner.OTHER)));

    /**
     * @param root of the checkout
     */
    public static String run(
            Path root, List<String> server, List<String> migrator, Path library, PrintStream out)
            throws IOException, InterruptedException {
        var load = new MachineLoad();
        var directory = Files.createTempDirectory("bloom-walls");
        var users = new UsersFile(directory.resolve("users"));
        for (var person : PEOPLE) {
            users.put(User.person(person.name(), person.name(), person.scope()));
        }
        var walls = root.resolve("warehouse-ddl/walls/walls.txt");
        var raw = WallsData.tables(root.resolve("cdc-connectors/connectors/operational.json"));
        var programs = new OwnEngine.Programs(server, migrator, library, walls);
        out.println("Starting a warehouse of its own in " + directory + " …");
        try (var engine = OwnEngine.start(programs, directory)) {
            out.println("Filling " + raw.size() + " raw tables …");
            WallsData.fill(engine, raw);
            var bench = new WallsBench(engine, raw, Walls.read(walls).tables(), out);
            return bench.measure(load);
        }
    }

    private String measure(MachineLoad load) throws IOException, InterruptedException {
        int ownMissing = 0;
        for (var person : PEOPLE) {
            ownMissing += ownRowsMissing(person);
        }
        for (var person : PEOPLE) {
            tryAll(person.name(), person);
        }
        var found = leaks.size();
        int attempts = fired.get();
        int seen = answered.get();
        leaks.clear();
        out.println("The control: the same attempts without a wall …");
        tryAll(CONTROL, PEOPLE.get(2));
        var fields = new LinkedHashMap<String, Object>();
        fields.put("bench", "walls");
        fields.put("attempts", attempts);
        fields.put("leaks", found);
        fields.put("tables", tables.size());
        fields.put("people", PEOPLE.size());
        fields.put("answered", seen);
        fields.put("refused", attempts - seen);
        fields.put("own_rows_missing", ownMissing);
        fields.put("control_attempts", fired.get() - attempts);
        fields.put("control_found", leaks.size());
        fields.put("machine", load.since());
        return Report.line(fields);
    }

    private void tryAll(String user, Person person) throws IOException, InterruptedException {
        int before = leaks.size();
        int begun = fired.get();
        var other = person.scope().organization().equals(Owner.OTHER.organization());
        var target = (other ? Owner.FIRST : Owner.OTHER).organization();
        tryEach(user, person, WallsAttempts.once(engine.url(), target), Set.of());
        var tasks = new ArrayList<Callable<Void>>();
        for (var table : tables) {
            tasks.add(
                    () -> {
                        var all = WallsAttempts.on(engine.url(), table, target, user + "-" + table);
                        tryEach(user, person, all, foreignNumbers(table, person));
                        return null;
                    });
        }
        var executor = Executors.newFixedThreadPool(AT_ONCE);
        try {
            for (var done : executor.invokeAll(tasks)) {
                done.get();
            }
        } catch (ExecutionException e) {
            throw new IOException(e.getCause());
        } finally {
            executor.shutdown();
        }
        out.println(
                "  %-14s %,6d attempts, %d show something"
                        .formatted(user, fired.get() - begun, leaks.size() - before));
    }

    private void tryEach(String user, Person person, List<Attempt> all, Set<String> foreignNumbers)
            throws IOException, InterruptedException {
        for (var attempt : all) {
            var answer = engine.send(user, attempt.request());
            fired.incrementAndGet();
            answered.addAndGet(answer.statusCode() == 200 ? 1 : 0);
            var shown = shown(answer, person, foreignNumbers, attempt.what());
            if (!shown.isEmpty()) {
                var leak = user + ": " + attempt.what().strip() + " → " + shown;
                leaks.add(leak);
                if (!user.equals(CONTROL)) {
                    out.println("LEAK " + leak);
                }
            }
        }
    }

    /**
     * What an answer shows that is not its reader's; what the attempt itself says is not shown by
     * the answer.
     */
    private static String shown(
            HttpResponse<String> answer, Person person, Set<String> numbers, String asked) {
        var text = new StringBuilder(answer.body());
        answer.headers()
                .map()
                .forEach((name, values) -> text.append('\n').append(String.join(" ", values)));
        var all = text.toString();
        for (var owner : person.foreign()) {
            for (var trace : owner.traces()) {
                if (all.contains(trace) && !asked.contains(trace)) {
                    return trace;
                }
            }
        }
        return foreignNumber(all, person, numbers);
    }

    /** By hand: an expression over megabytes would take longer than the attempts. */
    private static String foreignNumber(String text, Person person, Set<String> numbers) {
        for (int at = 0; at < text.length(); at++) {
            int begin = at;
            while (at < text.length() && Character.isDigit(text.charAt(at))) {
                at++;
            }
            if (at - begin < 4
                    || begin > 0 && partOfAWord(text.charAt(begin - 1))
                    || at < text.length() && isPartOfAnId(text.charAt(at))) {
                continue;
            }
            var number = text.substring(begin, at);
            if (numbers.contains(number)
                    || person.foreign().stream().anyMatch(owner -> owner.isTheirs(number))) {
                return number;
            }
        }
        return "";
    }

    private static boolean isPartOfAnId(char sign) {
        return Character.isLetter(sign) || sign == '-';
    }

    private static boolean partOfAWord(char sign) {
        return Character.isLetterOrDigit(sign) || sign == '_' || sign == '-' || sign == '.';
    }

    /**
     * Sums of rows with someone else's among them, and what the engine itself counts for the whole
     * table.
     */
    private Set<String> foreignNumbers(String table, Person person)
            throws IOException, InterruptedException {
        var dot = table.indexOf('.');
        var name = table.substring(dot + 1);
        var owners =
                table.startsWith("mart.")
                        ? List.of(Owner.FIRST, Owner.SECOND, Owner.RIVAL, Owner.OTHER)
                        : WallsData.owners(name);
        var own = new HashSet<Integer>();
        var all = new HashSet<Integer>();
        for (int subset = 1; subset < 1 << owners.size(); subset++) {
            int rows = 0;
            boolean someForeign = false;
            for (int i = 0; i < owners.size(); i++) {
                if ((subset >> i & 1) == 1) {
                    rows += owners.get(i).rows;
                    someForeign |= person.foreign().contains(owners.get(i));
                }
            }
            for (int moved = 0; moved <= 2; moved++) {
                (someForeign ? all : own).add(rows + moved * WallsData.MOVED_ROWS);
            }
        }
        all.removeAll(own);
        var numbers = new HashSet<String>();
        all.forEach(number -> numbers.add(number.toString()));
        var whole =
                engine.ask(
                        "select total_rows, total_bytes, total_bytes_uncompressed from system.tables where database = '%s' and name = '%s'"
                                .formatted(table.substring(0, dot), name));
        var holdsForeign = owners.stream().anyMatch(person.foreign()::contains);
        for (var number : whole.split("\t")) {
            if (holdsForeign && number.matches("\\d{4,}")) {
                numbers.add(number);
            }
        }
        return numbers;
    }

    /** Their own rows, exactly; else a wall that shows nothing to anyone would pass. */
    private int ownRowsMissing(Person person) throws IOException, InterruptedException {
        int missing = 0;
        for (var table : raw.keySet()) {
            if (table.equals(WallsData.HEARTBEATS)
                    || Set.of("branches", "franchises", "organizations").contains(table)) {
                continue; // One row a place; the marts, below, need them.
            }
            int expected = 0;
            for (var owner : WallsData.owners(table)) {
                if (!person.foreign().contains(owner)) {
                    expected += owner.rows;
                }
            }
            boolean movedHere = !person.foreign().contains(Owner.FIRST);
            if (raw.get(table).contains("branch_id") && movedHere) {
                expected += WallsData.MOVED_ROWS;
            }
            missing += differs(person, "select count() from raw." + table + " final", expected);
            missing += differs(person, "select count() from staging." + table, expected);
        }
        int branches = person.scope().branches().size();
        if (branches > 0) {
            missing += differs(person, "select uniqExact(branch_id) from mart.branches", branches);
            missing +=
                    differs(
                            person,
                            "select count() from mart.branches where franchise_id !="
                                    + " toUUIDOrZero('') and franchise != ''",
                            branches);
        }
        return missing;
    }

    private int differs(Person person, String sql, int expected)
            throws IOException, InterruptedException {
        var answer =
                engine.send(
                        person.name(),
                        HttpRequest.newBuilder(URI.create(engine.url() + "/"))
                                .POST(HttpRequest.BodyPublishers.ofString(sql)));
        if (answer.body().strip().equals(Integer.toString(expected))) {
            return 0;
        }
        out.println(
                "%s should have %d of: %s but has %s"
                        .formatted(person.name(), expected, sql, answer.body().strip()));
        return 1;
    }
}
