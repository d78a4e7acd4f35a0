package com.bloompetos.api.insight;

import com.bloompetos.insight.explain.BestWeek;
import com.bloompetos.insight.explain.Claim;
import com.bloompetos.insight.explain.Course;
import com.bloompetos.insight.explain.Trend;
import com.bloompetos.insight.narrative.CourseTeller;
import com.bloompetos.insight.narrative.Narrative;
import com.bloompetos.insight.narrative.Teller;
import org.springframework.stereotype.Component;

/** Asks an insight's query and says what its answer says, the same for telling and for proving. */
@Component
class Sayings {
    private final FactsReader reader;

    Sayings(FactsReader reader) {
        this.reader = reader;
    }

    /**
     * @param claimed by how much it is worse than it should be, or a record better than usual; 0
     *     where the answer does not say so at all
     */
    record Saying(
            FactsReader.Answer answer,
            double claimed,
            Narrative narrative,
            InsightChart chart,
            long atStakeCents) {
        boolean upholds(double said) {
            return Claim.upholds(said, claimed);
        }
    }

    Saying ask(Subject of, String query) {
        return switch (of.pattern()) {
            case WEEK -> week(of, reader.claim(query));
            case TREND -> trend(of, reader.course(query));
            case RECORD -> record(of, reader.course(query));
        };
    }

    private static Saying week(Subject of, FactsReader.Answer answer) {
        var weeks = of.weeks();
        var claim =
                Claim.of(of.look(), weeks, answer.lines().stream().map(Claim.Line::of).toList());
        return new Saying(
                answer,
                claim.change().worse(),
                new Teller(of.branch(), of.currency())
                        .tell(of.part(), claim.change(), claim.split(), weeks),
                InsightChart.of(claim, weeks),
                claim.change().atStakeCents());
    }

    private static Saying trend(Subject of, FactsReader.Answer answer) {
        var course = Course.of(of.look(), of.lastDay(), answer.lines());
        var trend = Trend.of(course);
        return new Saying(
                answer,
                trend.claimed(),
                new CourseTeller(of.branch(), of.currency()).tell(trend),
                InsightChart.of(course),
                trend.atStakeCents());
    }

    private static Saying record(Subject of, FactsReader.Answer answer) {
        var course = Course.of(of.look(), of.lastDay(), answer.lines());
        var best = BestWeek.of(course);
        return new Saying(
                answer,
                best.claimed(),
                new CourseTeller(of.branch(), of.currency()).tell(best),
                InsightChart.of(course),
                best.gainCents());
    }
}
