package com.bloompetos.api.feedback;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.ObjectMapper;

class PollAnswersTest {
    @Test
    void numbersAndWordsAreFoundWhereverTheyStand() {
        var answers =
                of(
                        """
                        {"poll": {"slides": [
                          {"title": "How satisfied are you?", "response": "4"},
                          {"title": "Would you recommend us?", "response": 9},
                          {"title": "Anything else?", "response": "Kind people"}]}}""");
        assertThat(answers.csat()).isEqualTo(4);
        assertThat(answers.nps()).isEqualTo(9);
        assertThat(answers.words()).isEqualTo("Kind people");
    }

    @Test
    void whatMakesNoSenseIsLeftOut() {
        var answers = of("[{\"question\": \"Satisfied?\", \"answer\": 77}, 5, null, \"text\"]");
        assertThat(answers.csat()).isNull();
        assertThat(answers.nps()).isNull();
        assertThat(answers.words()).isNull();
    }

    private static PollAnswers of(String json) {
        return PollAnswers.of(new ObjectMapper().readTree(json));
    }
}
