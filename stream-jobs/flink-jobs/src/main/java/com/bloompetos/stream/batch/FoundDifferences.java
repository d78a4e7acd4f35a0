package com.bloompetos.stream.batch;

import com.bloompetos.events.ConfluentAvro;
import com.bloompetos.events.insight.Finding;
import com.bloompetos.stream.fact.FindingTopic;
import java.time.Instant;
import java.util.Map;

/** A difference between stream and batch as a finding: both numbers, and the cell behind them. */
final class FoundDifferences implements AutoCloseable {
    private static final String RULE = "stream_batch_difference";

    private final FindingTopic findings;

    FoundDifferences(String kafka, ConfluentAvro avro) {
        findings = new FindingTopic(kafka, avro);
    }

    void tell(Difference difference) {
        findings.send(finding(difference, Instant.now()));
    }

    static Finding finding(Difference difference, Instant at) {
        var stream = difference.stream();
        var batch = difference.batch();
        return Finding.newBuilder()
                .setOrganizationId(difference.organizationId())
                .setBranchId(difference.branchId())
                .setRule(RULE)
                .setSeverity("warning")
                .setSubjectKind("kpi")
                .setSubjectId(difference.kpi())
                .setEpisode(difference.day() + difference.dimensions() + '@' + batch.version())
                .setTitle(
                        "%s on %s: the stream told %d/%d, the batch computes %d/%d"
                                .formatted(
                                        difference.kpi(),
                                        difference.day(),
                                        stream.numerator(),
                                        stream.denominator(),
                                        batch.numerator(),
                                        batch.denominator()))
                .setEvidence(
                        Map.of(
                                "day", difference.day(),
                                "dimensions", difference.dimensions(),
                                "stream_numerator", String.valueOf(stream.numerator()),
                                "stream_denominator", String.valueOf(stream.denominator()),
                                "stream_version", String.valueOf(stream.version()),
                                "batch_numerator", String.valueOf(batch.numerator()),
                                "batch_denominator", String.valueOf(batch.denominator()),
                                "batch_version", String.valueOf(batch.version())))
                .setState("opened")
                .setSourceVersion(batch.version())
                .setFoundAt(at)
                .build();
    }

    @Override
    public void close() {
        findings.close();
    }
}
