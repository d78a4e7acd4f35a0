package com.bloompetos.local.bench;

import static org.assertj.core.api.Assertions.assertThat;

import com.bloompetos.insight.anomaly.DayEpisode;
import com.bloompetos.insight.anomaly.DayQuestion;
import com.bloompetos.insight.anomaly.Measure;
import com.bloompetos.insight.anomaly.SisterReadings;
import com.bloompetos.insight.rule.ReadingRule;
import com.bloompetos.insight.rule.Rules;
import com.bloompetos.insight.rule.Silence;
import com.bloompetos.insight.rule.SilentBranch;
import com.bloompetos.local.bench.AlertCase.Kind;
import com.bloompetos.local.bench.AlertCase.Twist;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The cases of {@code bench alerts} without a stack: the rules alone, on other seeds. */
class AlertCasesTest {
    private static final LocalDate TODAY = LocalDate.of(2026, 11, 18);

    /** Seeds 1 to 99 were for tuning; these judge. */
    private static final int FIRST_SEED = 1_000;

    private static final int SEEDS = 10;

    @Test
    void anomaliesAreToldAndQuietDaysAreNot() {
        var figures = new Figures();
        for (int seed = FIRST_SEED; seed < FIRST_SEED + SEEDS; seed++) {
            judge(AlertCases.of(seed, 200, kind -> TODAY), figures);
        }
        System.out.println(figures);
        assertThat(figures.recall()).isGreaterThanOrEqualTo(0.95);
        assertThat(figures.precision()).isGreaterThanOrEqualTo(0.9);
    }

    @Test
    void theSameSeedMakesTheSameCases() {
        assertThat(AlertCases.of(7, 40, kind -> TODAY))
                .isEqualTo(AlertCases.of(7, 40, kind -> TODAY));
    }

    static final class Figures {
        private final Map<String, Integer> told = new TreeMap<>();
        private final Map<String, Integer> all = new TreeMap<>();
        private int right;
        private int wrong;
        private int anomalies;

        void add(AlertCase each, boolean isTold) {
            var name = each.kind() + " " + each.twist();
            all.merge(name, 1, Integer::sum);
            told.merge(name, isTold ? 1 : 0, Integer::sum);
            anomalies += each.isAnomaly() ? 1 : 0;
            right += each.isAnomaly() && isTold ? 1 : 0;
            wrong += !each.isAnomaly() && isTold ? 1 : 0;
        }

        double recall() {
            return right / (double) anomalies;
        }

        double precision() {
            return right / (double) (right + wrong);
        }

        @Override
        public String toString() {
            return "recall %.3f precision %.3f, told %s of %s"
                    .formatted(recall(), precision(), told, all);
        }
    }

    static void judge(List<AlertCase> cases, Figures figures) {
        for (var kind : Kind.values()) {
            var chains =
                    cases.stream()
                            .filter(each -> each.kind() == kind)
                            .collect(Collectors.groupingBy(AlertCase::organization));
            for (var chain : chains.values()) {
                judge(kind, chain, figures);
            }
        }
    }

    private static void judge(Kind kind, List<AlertCase> chain, Figures figures) {
        var rule =
                Rules.ALL.stream()
                        .filter(each -> each.name().equals(kind.rule))
                        .findFirst()
                        .orElseThrow();
        var readings =
                rule instanceof ReadingRule reading
                        ? reading.readings()
                        : new SisterReadings(new DayQuestion(Measure.COUNT, false, 0, 0, 0), 1, 1);
        readings.turnTo(chain.get(0).day());
        for (var each : chain) {
            put(readings, each);
        }
        double share =
                kind == Kind.SILENCE
                        ? AlertCases.HOURS_OPEN / (double) AlertCases.HOURS_PER_DAY
                        : 1;
        double factor = readings.factor(any -> share);
        for (var each : chain) {
            boolean isTold;
            if (rule instanceof ReadingRule) {
                isTold =
                        readings.judge(each.branch().toString(), true, 1, factor).stream()
                                .anyMatch(DayEpisode::isOpen);
            } else {
                var expected = readings.expected(each.branch().toString(), factor);
                // A quiet one's last booking is as long ago as chance has it, which is not told
                // here.
                boolean isSilent = each.twist() == Twist.ANOMALY || each.live().isEmpty();
                isTold =
                        isSilent
                                && new SilentBranch()
                                        .evaluate(
                                                new Silence(
                                                        60,
                                                        expected.mean() / AlertCases.HOURS_PER_DAY,
                                                        expected.spread(),
                                                        null))
                                        .isPresent();
            }
            figures.add(each, isTold);
        }
    }

    private static void put(SisterReadings readings, AlertCase each) {
        var branch = each.branch().toString();
        for (int i = 0; i < each.past().size(); i++) {
            var part = each.past().get(i);
            var day = each.day().minusDays(each.past().size() - i);
            readings.put(branch, day, part.numerator(), part.denominator());
        }
        var late = AlertCases.sum(each.late());
        var last = each.past().get(each.past().size() - 1);
        readings.put(
                branch,
                each.day().minusDays(1),
                last.numerator() + late.numerator(),
                last.denominator() + late.denominator());
        var live = AlertCases.sum(each.live());
        readings.put(branch, each.day(), live.numerator(), live.denominator());
    }
}
