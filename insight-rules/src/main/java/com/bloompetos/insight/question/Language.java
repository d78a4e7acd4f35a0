package com.bloompetos.insight.question;

import com.bloompetos.insight.explain.Look;
import com.bloompetos.insight.question.Vocabulary.Against;
import com.bloompetos.insight.question.Vocabulary.End;
import com.bloompetos.insight.question.Vocabulary.Lead;
import com.bloompetos.insight.question.Why.Moved;
import java.time.DayOfWeek;
import java.util.List;
import java.util.Map;

/** The phrases of plain English around a KPI, a place and a period. */
final class Language {
    static final Map<Lead, List<String>> LEADS =
            Map.of(
                    Lead.ANY,
                    List.of(
                            "what is",
                            "what was",
                            "what are",
                            "what were",
                            "what has been",
                            "what about",
                            "how is",
                            "how was",
                            "how are",
                            "how were",
                            "how high is",
                            "how high was",
                            "how low was",
                            "how big is",
                            "how big was",
                            "show",
                            "show me",
                            "show us",
                            "give me",
                            "get me",
                            "tell me",
                            "tell me what",
                            "let me see",
                            "please show",
                            "please show me",
                            "please give me",
                            "please tell me",
                            "can you show me",
                            "can you tell me",
                            "can you tell me what",
                            "can you give me",
                            "could you show me",
                            "could you tell me",
                            "could you tell me what",
                            "could you give me",
                            "do you know what",
                            "i want to see",
                            "i want to know",
                            "i want to know what",
                            "i would like to see",
                            "i would like to know",
                            "i need",
                            "list",
                            "display",
                            "report"),
                    Lead.MANY,
                    List.of("how many", "tell me how many", "can you tell me how many"),
                    Lead.MUCH,
                    List.of("how much", "tell me how much"),
                    Lead.LONG,
                    List.of("how long is", "how long was", "how long are", "how long were"));

    static final List<String> AUXILIARIES =
            List.of(
                    "did we have",
                    "did we get",
                    "did we make",
                    "did we take",
                    "did we see",
                    "do we have",
                    "do we get",
                    "do we make",
                    "have we had",
                    "have we made",
                    "have we taken",
                    "had we",
                    "have we",
                    "were there",
                    "was there",
                    "are there",
                    "is there",
                    "there were",
                    "there was",
                    "there are",
                    "were made",
                    "was made",
                    "were",
                    "was",
                    "is",
                    "are");

    static final List<String> HAD =
            List.of("had", "has", "have", "has had", "made", "got", "took", "saw", "did we have");

    static final Map<String, End> SUPERLATIVES =
            Map.ofEntries(
                    Map.entry("highest", End.HIGHEST),
                    Map.entry("largest", End.HIGHEST),
                    Map.entry("biggest", End.HIGHEST),
                    Map.entry("greatest", End.HIGHEST),
                    Map.entry("lowest", End.LOWEST),
                    Map.entry("smallest", End.LOWEST),
                    Map.entry("most", End.MOST),
                    Map.entry("fewest", End.FEWEST),
                    Map.entry("least", End.FEWEST),
                    Map.entry("best", End.BEST),
                    Map.entry("worst", End.WORST));

    static final Map<String, End> ENDS =
            Map.of("top", End.TOP, "bottom", End.BOTTOM, "best", End.BEST, "worst", End.WORST);

    static final List<String> NUMBERS =
            List.of(
                    "2", "3", "4", "5", "6", "7", "8", "9", "10", "20", "two", "three", "four",
                    "five", "six", "seven", "eight", "nine", "ten");

    static final List<String> BY =
            List.of(
                    "by",
                    "per",
                    "for each",
                    "for every",
                    "of each",
                    "of every",
                    "in each",
                    "at each",
                    "split by",
                    "grouped by",
                    "broken down by");

    static final List<String> EVERYWHERE =
            List.of(
                    "all branches",
                    "all our branches",
                    "all the branches",
                    "all my branches",
                    "whole chain",
                    "whole organization",
                    "entire chain",
                    "everywhere");

    static final Map<String, Grouping> EVERY =
            Map.of(
                    "daily", Grouping.DAY,
                    "the daily", Grouping.DAY,
                    "weekly", Grouping.WEEK,
                    "the weekly", Grouping.WEEK,
                    "monthly", Grouping.MONTH,
                    "the monthly", Grouping.MONTH,
                    "hourly", Grouping.HOUR,
                    "the hourly", Grouping.HOUR);

    static final Map<String, Against> AGAINST =
            Map.ofEntries(
                    Map.entry("same weekday", Against.SAME_WEEKDAY),
                    Map.entry("same weekdays", Against.SAME_WEEKDAY),
                    Map.entry("same weekdays before", Against.SAME_WEEKDAY),
                    Map.entry("same weekdays of the weeks before", Against.SAME_WEEKDAY),
                    Map.entry("previous period", Against.PERIOD_BEFORE),
                    Map.entry("period before", Against.PERIOD_BEFORE),
                    Map.entry("day before", Against.DAY_BEFORE),
                    Map.entry("previous day", Against.DAY_BEFORE),
                    Map.entry("week before", Against.WEEK_BEFORE),
                    Map.entry("previous week", Against.WEEK_BEFORE),
                    Map.entry("month before", Against.MONTH_BEFORE),
                    Map.entry("previous month", Against.MONTH_BEFORE),
                    Map.entry("year before", Against.YEAR_BEFORE),
                    Map.entry("previous year", Against.YEAR_BEFORE),
                    Map.entry("same period last year", Against.YEAR_BEFORE),
                    Map.entry("same period a year ago", Against.YEAR_BEFORE),
                    Map.entry("same days last year", Against.YEAR_BEFORE));

    static final List<String> COMPARING =
            List.of(
                    "compared with",
                    "compared to",
                    "compare with",
                    "compare to",
                    "vs",
                    "versus",
                    "against",
                    "and compare it with",
                    "in comparison with");

    static final List<String> WHY = List.of("why did", "why is", "why was", "why has", "why are");

    static final Map<String, Moved> MOVED =
            Map.ofEntries(
                    Map.entry("fall", Moved.FELL),
                    Map.entry("fallen", Moved.FELL),
                    Map.entry("drop", Moved.FELL),
                    Map.entry("dropped", Moved.FELL),
                    Map.entry("decline", Moved.FELL),
                    Map.entry("declined", Moved.FELL),
                    Map.entry("decrease", Moved.FELL),
                    Map.entry("decreased", Moved.FELL),
                    Map.entry("go down", Moved.FELL),
                    Map.entry("gone down", Moved.FELL),
                    Map.entry("down", Moved.FELL),
                    Map.entry("so low", Moved.FELL),
                    Map.entry("low", Moved.FELL),
                    Map.entry("rise", Moved.ROSE),
                    Map.entry("risen", Moved.ROSE),
                    Map.entry("increase", Moved.ROSE),
                    Map.entry("increased", Moved.ROSE),
                    Map.entry("go up", Moved.ROSE),
                    Map.entry("gone up", Moved.ROSE),
                    Map.entry("grow", Moved.ROSE),
                    Map.entry("grown", Moved.ROSE),
                    Map.entry("up", Moved.ROSE),
                    Map.entry("so high", Moved.ROSE),
                    Map.entry("high", Moved.ROSE),
                    Map.entry("change", Moved.CHANGED),
                    Map.entry("changed", Moved.CHANGED));

    /** What is looked at under a name that is no KPI's. */
    static final Map<String, Look> LOOKED_AT =
            Map.of(
                    "no shows", Look.NO_SHOW_RATE,
                    "missed appointments", Look.NO_SHOW_RATE,
                    "late cancels", Look.LATE_CANCEL_RATE,
                    "late cancellations", Look.LATE_CANCEL_RATE);

    static final List<String> POLITE = List.of("please", "thanks", "thank you");

    static final Map<String, List<String>> CATEGORIES =
            Map.of(
                    "vet", List.of("vet", "veterinary"),
                    "grooming", List.of("grooming", "groom"),
                    "boarding", List.of("boarding"),
                    "daycare", List.of("daycare", "day care"),
                    "training", List.of("training"));

    static final List<DayOfWeek> WORKING_DAYS =
            List.of(
                    DayOfWeek.MONDAY,
                    DayOfWeek.TUESDAY,
                    DayOfWeek.WEDNESDAY,
                    DayOfWeek.THURSDAY,
                    DayOfWeek.FRIDAY);

    private Language() {}
}
