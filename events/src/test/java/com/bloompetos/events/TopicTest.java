package com.bloompetos.events;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TopicTest {
    @Test
    void everyTopicHasItsDeadLettersAndItsOwnName() {
        assertThat(Topic.all().stream().map(Topic::name)).doesNotHaveDuplicates();
        assertThat(Topic.changes())
                .allSatisfy(topic -> assertThat(Topic.all()).contains(topic.deadLetters()));
    }

    @Test
    void namesAreLowerCaseWordsAndKeysBeginWithTheOrganization() {
        assertThat(Topic.all()).allSatisfy(topic -> assertThat(topic.name()).matches("[a-z_.-]+"));
        assertThat(Topic.all())
                .filteredOn(topic -> !topic.name().startsWith("dlq."))
                .filteredOn(topic -> topic != Topic.CDC_HEARTBEATS)
                .allSatisfy(topic -> assertThat(topic.key()).matches("\\{?organization_id.*"));
    }

    @Test
    void stateIsCompactedAndFactsAreKept() {
        assertThat(Topic.APPOINTMENTS.config()).containsEntry("cleanup.policy", "compact");
        assertThat(Topic.BOOKING_CREATED.config()).containsEntry("retention.ms", "-1");
    }

    @Test
    void deadLettersAgeAndNoChangeIsCompactedAwayForAWeek() {
        assertThat(Topic.APPOINTMENTS.deadLetters().config())
                .containsEntry("retention.ms", "7776000000");
        assertThat(Topic.REPLAYS.config()).containsEntry("retention.ms", "7776000000");
        assertThat(Topic.APPOINTMENTS.config()).containsEntry("min.compaction.lag.ms", "604800000");
    }
}
