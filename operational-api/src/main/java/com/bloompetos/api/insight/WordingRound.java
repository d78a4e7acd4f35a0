package com.bloompetos.api.insight;

import com.bloompetos.api.access.Caller;
import com.bloompetos.api.access.TenantTransaction;
import com.bloompetos.api.background.Round;
import com.bloompetos.insight.narrative.Binding;
import com.bloompetos.insight.narrative.Narrative;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/**
 * Has each sentence said in other words soon after it was told or restated: never while a reader
 * waits, and beside the rounds that look and prove, so that a slow model delays neither. Two
 * processes that do it at once ask twice and keep the later answer.
 */
@Component
class WordingRound implements Round {
    private static final int AT_ONCE = 10;

    private final TenantTransaction tenant;
    private final JdbcClient jdbc;
    private final Rephraser rephraser;
    private final JsonMapper json;

    /** By insight, the sentence that was asked for: what was rejected once stays as it was. */
    private final Map<UUID, String> asked = new HashMap<>();

    WordingRound(TenantTransaction tenant, JdbcClient jdbc, Rephraser rephraser, JsonMapper json) {
        this.tenant = tenant;
        this.jdbc = jdbc;
        this.rephraser = rephraser;
        this.json = json;
    }

    private record Plain(
            UUID insightId, UUID organizationId, UUID branchId, String sentence, String bindings) {}

    @Override
    public String name() {
        return "insight-wordings";
    }

    @Override
    public Duration pause() {
        return Duration.ofSeconds(3);
    }

    @Override
    public void go() {
        if (!rephraser.isOpen()) {
            return;
        }
        for (var organization :
                jdbc.sql("select * from security.organizations()").query(UUID.class).list()) {
            var program = Caller.ofProgram(organization);
            var plain = tenant.read(program, this::plain);
            plain.stream()
                    .filter(each -> !each.sentence().equals(asked.get(each.insightId())))
                    .limit(AT_ONCE)
                    .forEach(each -> ask(program, each));
        }
    }

    private void ask(Caller program, Plain plain) {
        if (!rephraser.isOpen()) {
            return; // It rests; the next round asks.
        }
        var bindings = json.readValue(plain.bindings(), new TypeReference<List<Binding>>() {});
        try {
            rephraser
                    .rephrase(new Narrative(plain.sentence(), bindings))
                    .ifPresent(wording -> tenant.write(program, () -> keep(plain, wording)));
            asked.put(plain.insightId(), plain.sentence());
        } catch (ChatEndpoint.Unanswered later) {
            // It is counted, and a later round asks again.
        }
    }

    private List<Plain> plain() {
        return jdbc.sql(
                        """
                        select i.insight_id, i.organization_id, i.branch_id, i.sentence, i.bindings::text as bindings
                        from insights i left join insight_wordings w on w.insight_id = i.insight_id and w.sentence = i.sentence
                        where i.status = 'opened' and i.last_day > current_date - 14 and i.bindings <> '[]' and w.insight_id is null
                        order by i.insight_id desc limit 100
                        """)
                .query(Plain.class)
                .list();
    }

    private int keep(Plain plain, String wording) {
        return jdbc.sql(
                        """
                        insert into insight_wordings (insight_id, organization_id, branch_id, sentence, wording, model)
                        values (?, ?, ?, ?, ?, ?)
                        on conflict (insight_id) do update
                        set sentence = excluded.sentence, wording = excluded.wording, model = excluded.model
                        """)
                .params(
                        plain.insightId(),
                        plain.organizationId(),
                        plain.branchId(),
                        plain.sentence(),
                        wording,
                        rephraser.model())
                .update();
    }
}
