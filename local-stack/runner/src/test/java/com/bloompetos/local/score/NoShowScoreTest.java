package com.bloompetos.local.score;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NoShowScoreTest {
    private static final String EVENTS =
            """
            ts,type,appointment_id,patient_id,room,no_show
            2026-03-01T09:00:00,booking,a,rex,blue,
            2026-03-02T07:00:00,score_request,a,,,
            2026-03-02T23:59:59,outcome,a,,,1
            2026-03-03T09:00:00,booking,b,rex,blue,
            2026-03-03T09:00:01,score_request,b,,,
            """;

    @TempDir Path folder;

    @Test
    void everyQuestionHasOneAnswer() throws IOException {
        assertThat(score(EVENTS))
                .startsWith("appointment_id,p\na,0.")
                .contains("\nb,0.")
                .hasLineCount(3);
    }

    @Test
    void compressedIsTheSameAsPlain() throws IOException {
        var plain = score(EVENTS);
        var packed = folder.resolve("events.csv.gz");
        try (var out = new GZIPOutputStream(Files.newOutputStream(packed))) {
            out.write(EVENTS.getBytes(java.nio.charset.StandardCharsets.UTF_8));
        }
        NoShowScore.run(packed, folder.resolve("p.csv"));
        assertThat(folder.resolve("p.csv")).hasContent(plain);
    }

    @Test
    void theAnswersColumnMayHaveAnyNameAndMayBeAbsent() throws IOException {
        assertThat(score(EVENTS.replace("no_show", "stayed_away").replace("a,,,1", "a,,,yes")))
                .isEqualTo(score(EVENTS));
        var questions = EVENTS.replace("2026-03-02T23:59:59,outcome,a,,,1\n", "");
        assertThat(score(questions.replace(",no_show", "").replace(",\n", "\n"))).hasLineCount(3);
    }

    @Test
    void anAnswerToldTooEarlyIsNotLookedAt() throws IOException {
        var early = EVENTS.replace("a,rex,blue,", "a,rex,blue,1").replace("a,,,\n", "a,,,1\n");
        assertThat(score(early)).isEqualTo(score(EVENTS));
    }

    @Test
    void badLinesAreNamedAndNothingIsWritten() throws IOException {
        refused(EVENTS.replace("appointment_id", "id"), "line 1: column appointment_id is missing");
        refused(EVENTS.replace("request,a,,,", "request,a,,"), "line 3: 5 fields where the header");
        refused(EVENTS.replace("request,b", "request,z"), "line 6: appointment z was never booked");
        refused(EVENTS.replace("03T09:00:01", "03T09"), "line 6: ts is no time: 2026-03-03T09");
        refused(EVENTS.replace("a,,,1", "a,,,perhaps"), "line 4: no_show is neither yes nor no");
        refused(EVENTS.replace("outcome", "ending"), "line 4: type is ending");
        refused(EVENTS.replace("2026-03-03", "2026-02-03"), "line 5: 2026-02-03T09:00 comes after");
        refused("", "is empty");
    }

    @Test
    void aTornArchiveIsRefused() throws IOException {
        var packed = folder.resolve("torn.csv.gz");
        try (var out = new GZIPOutputStream(Files.newOutputStream(packed))) {
            out.write(EVENTS.repeat(3).getBytes(java.nio.charset.StandardCharsets.UTF_8));
        }
        var bytes = Files.readAllBytes(packed);
        Files.write(packed, java.util.Arrays.copyOf(bytes, bytes.length - 20));
        var out = folder.resolve("p.csv");
        assertThatThrownBy(() -> NoShowScore.run(packed, out)).isInstanceOf(BadInput.class);
        assertThat(out).doesNotExist();
    }

    @Test
    void earlierAnswersStayWhenTheNewOnesFail() throws IOException {
        var before = score(EVENTS);
        var events = Files.writeString(folder.resolve("bad.csv"), EVENTS + "torn");
        var out = folder.resolve("p.csv");
        assertThatThrownBy(() -> NoShowScore.run(events, out)).hasMessageContaining("line 7");
        assertThat(out).hasContent(before);
        try (var left = Files.list(folder)) {
            assertThat(left).noneMatch(file -> file.toString().endsWith(".part"));
        }
    }

    private String score(String text) throws IOException {
        var events = Files.writeString(folder.resolve("events.csv"), text);
        NoShowScore.run(events, folder.resolve("p.csv"));
        return Files.readString(folder.resolve("p.csv"));
    }

    private void refused(String text, String why) throws IOException {
        var events = Files.writeString(folder.resolve("bad.csv"), text);
        var out = folder.resolve("none.csv");
        assertThatThrownBy(() -> NoShowScore.run(events, out))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining(why);
        assertThat(out).doesNotExist();
    }
}
