package com.bloompetos.api.digest;

import com.bloompetos.api.alert.AlertLetter;
import com.bloompetos.api.board.OpenMatters.ToOrder;
import com.bloompetos.api.board.OpenMatters.Urgent;
import com.bloompetos.api.digest.Figures.Figure;
import com.bloompetos.api.insight.Insight;
import com.bloompetos.api.kpi.Freshness;
import com.bloompetos.api.kpi.KpiSeal;
import java.net.URI;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The letter in plain text: what matters most in its subject, then what stood out, the numbers and
 * what is open. Names are those of branches, services and items; of people there is none.
 */
final class DigestText {
    private static final int NAMED_BRANCHES = 3;
    private static final int SHOWN_ALERTS = 2;
    private static final int SHOWN_ITEMS = 5;
    private static final long LATE_MS = 60_000;
    private static final DateTimeFormatter DAY = pattern("EEEE d MMMM");
    private static final DateTimeFormatter SHORT_DAY = pattern("EEE d MMM");
    private static final DateTimeFormatter WEEKDAY = pattern("EEEE");
    private static final DateTimeFormatter MOMENT = pattern("HH:mm 'on' d MMMM");

    private final Digest digest;
    private final Instant now;
    private final URI address;

    private DigestText(Digest digest, Instant now, URI address) {
        this.digest = digest;
        this.now = now;
        this.address = address;
    }

    static AlertLetter of(Digest digest, Instant now, URI address) {
        var text = new DigestText(digest, now, address);
        return new AlertLetter(plain(text.subject()), text.body());
    }

    private static DateTimeFormatter pattern(String pattern) {
        return DateTimeFormatter.ofPattern(pattern, Locale.ENGLISH);
    }

    /** A name that people typed stays within its line, whatever is in it. */
    static String plain(String text) {
        return text.replaceAll("[\\p{Cc}\\p{Cf}\\u2028\\u2029]+", " ").strip();
    }

    /** What stood out and is worth most; else what is most urgent; else that there is nothing. */
    private String subject() {
        if (!digest.insights().isEmpty()) {
            var best = digest.insights().get(0);
            return digest.nameOf(best.branchId()) + ": " + best.title();
        }
        return digest.matters().alerts().stream()
                .filter(alert -> !alert.severity().equals("info"))
                .findFirst()
                .map(alert -> "Open at %s: %s".formatted(alert.branch(), alert.title()))
                .orElseGet(() -> "Nothing stood out at " + places());
    }

    private String places() {
        var branches = digest.branches();
        return branches.size() > NAMED_BRANCHES
                ? "your %d branches".formatted(branches.size())
                : branches.stream().map(Digest.Branch::name).collect(Collectors.joining(", "));
    }

    private String body() {
        return Stream.of(
                                "%s, %s".formatted(DAY.format(digest.day()), plain(places())),
                                insights(),
                                figures(),
                                alerts(),
                                stock(),
                                heldBack(),
                                farewell())
                        .filter(section -> !section.isEmpty())
                        .collect(Collectors.joining("\n\n"))
                + "\n";
    }

    private String insights() {
        return digest.insights().isEmpty()
                ? "Nothing stood out in the last seven days against the four weeks before."
                : section(
                        "What stood out in the last seven days",
                        digest.insights().stream().map(this::insight).toList(),
                        "\n\n");
    }

    private String insight(Insight insight) {
        var lines = new ArrayList<String>();
        lines.add(plain(insight.sentence()));
        if (!insight.advice().isEmpty()) {
            lines.add("What to do: " + insight.advice());
        }
        lines.add("%s/?branch=%s#insights".formatted(address, insight.branchId()));
        lines.add("Proof: ./bloom insight verify " + insight.insightId());
        return String.join("\n", lines);
    }

    private String figures() {
        var figures = digest.figures();
        var title = "Yesterday, " + DAY.format(digest.yesterday());
        if (figures == null) {
            return section(
                    title,
                    List.of(
                            "The warehouse does not answer just now. Its numbers are on the live page once it does."),
                    "\n");
        }
        var lines = new ArrayList<String>();
        figures.all().forEach(figure -> lines.add(figure(figure)));
        lines.add(freshness(figures.freshness()));
        var seals = seals(told(figures));
        if (!seals.isEmpty()) {
            lines.add(seals);
        }
        return section(title, lines, "\n");
    }

    private String figure(Figure figure) {
        var line = new StringBuilder(figure.label()).append(": ").append(figure.text());
        if (figure.usual() != null) {
            line.append(", usually ")
                    .append(figure.usual())
                    .append(" (%s)".formatted(weeks(figure.weeks())));
        }
        if (figure.isFew() && figure.branches() > 0) {
            line.append("; few, chance alone moves it");
        }
        if (figure.branches() > 0 && figure.branches() < digest.branches().size()) {
            line.append(
                    "; %d of %d branches".formatted(figure.branches(), digest.branches().size()));
        }
        return line.append(
                        ". By %s day, definition %d."
                                .formatted(basis(figure), figure.definitionVersion()))
                .toString();
    }

    private String weeks(int weeks) {
        var weekday = WEEKDAY.format(digest.yesterday());
        return weeks == 1 ? "the %s before".formatted(weekday) : "%d %ss".formatted(weeks, weekday);
    }

    /** In the words of the live page. */
    private static String basis(Figure figure) {
        return switch (figure.dateBasis()) {
            case "booked" -> "booking";
            case "scheduled" -> "appointment";
            case "paid" -> "payment";
            default -> figure.dateBasis();
        };
    }

    private String freshness(Freshness freshness) {
        var asOf = freshness.asOf();
        var behind = freshness.behindMs();
        if (asOf == null || behind == null) {
            return "Late: nobody knows how new they are, for nothing has arrived yet.";
        }
        return behind > LATE_MS
                ? "Late: what happened after %s is not in them.".formatted(at(asOf))
                : "As of %s.".formatted(at(asOf));
    }

    private static List<Figure> told(Figures figures) {
        return figures.all().stream().filter(figure -> figure.branches() > 0).toList();
    }

    private String seals(List<Figure> figures) {
        var open =
                figures.stream()
                        .filter(
                                figure ->
                                        figure.seal() == null
                                                || figure.seal().branches() < figure.branches())
                        .map(Figure::label)
                        .toList();
        if (!open.isEmpty()) {
            return "Not sealed, for stream and batch were not compared: %s."
                    .formatted(String.join(", ", open));
        }
        var differing =
                figures.stream()
                        .filter(figure -> differing(figure) > 0)
                        .map(figure -> "%s in %d".formatted(figure.label(), differing(figure)))
                        .toList();
        if (!differing.isEmpty()) {
            return "Not sealed, for stream and batch differ: %s readings."
                    .formatted(String.join(", ", differing));
        }
        return figures.stream()
                .map(Figure::seal)
                .filter(Objects::nonNull)
                .map(KpiSeal::sealedAt)
                .min(Instant::compareTo)
                .map(
                        oldest ->
                                "Sealed: stream and batch agree, last compared at %s."
                                        .formatted(at(oldest)))
                .orElse("");
    }

    private static long differing(Figure figure) {
        KpiSeal seal = figure.seal();
        return seal == null ? 0 : seal.differing();
    }

    private String at(Instant moment) {
        return MOMENT.format(moment.atZone(clock()));
    }

    /** The clock of the branch where the day begins last. */
    private ZoneId clock() {
        return digest.branches().stream()
                .map(Digest.Branch::zone)
                .filter(zone -> LocalDate.ofInstant(now, zone).equals(digest.day()))
                .findFirst()
                .orElse(ZoneId.of("UTC"));
    }

    private String alerts() {
        int open = digest.matters().openAlerts();
        if (open == 0) {
            return "No alert is open.";
        }
        var lines = new ArrayList<String>();
        digest.matters().alerts().stream().limit(SHOWN_ALERTS).map(this::alert).forEach(lines::add);
        return section(open == 1 ? "One alert is open" : open + " alerts are open", lines, "\n");
    }

    private String alert(Urgent alert) {
        return "%s, %s: %s\n%s/?branch=%s#alerts"
                .formatted(
                        plain(alert.branch()),
                        alert.severity(),
                        plain(alert.title()),
                        address,
                        alert.branchId());
    }

    private String stock() {
        var stock = digest.matters().stock();
        if (stock.isEmpty()) {
            return "";
        }
        var lines = new ArrayList<>(stock.stream().limit(SHOWN_ITEMS).map(this::item).toList());
        if (stock.size() > SHOWN_ITEMS) {
            lines.add("and %d more".formatted(stock.size() - SHOWN_ITEMS));
        }
        return section("Stock to order", lines, "\n");
    }

    private String item(ToOrder item) {
        return "%s, %s: %d %s left%s"
                .formatted(
                        plain(item.branch()),
                        plain(item.label()),
                        item.onHand(),
                        plural(plain(item.unit()), item.onHand()),
                        item.quantity() == 0
                                ? "" // Nobody said how much is usually ordered.
                                : ", order %d%s".formatted(item.quantity(), by(item.by())));
    }

    private static String by(@Nullable LocalDate day) {
        return day == null ? "" : " by " + SHORT_DAY.format(day);
    }

    private static String plural(String unit, int number) {
        return number == 1 ? unit : unit + (unit.matches(".*(x|s|ch|sh)") ? "es" : "s");
    }

    private String heldBack() {
        return digest.heldBack().isEmpty()
                ? ""
                : section(
                        "Alerts that were not sent",
                        digest.heldBack().stream().map(DigestText::plain).toList(),
                        "\n");
    }

    /** The person can stop it where they say what else they want to be sent. */
    private String farewell() {
        return "You get this letter since you look after %s. To stop it, take the tick from the letter at the foot of %s/."
                .formatted(plain(places()), address);
    }

    private static String section(String title, List<String> lines, String between) {
        return title.toUpperCase(Locale.ENGLISH) + "\n" + String.join(between, lines);
    }
}
