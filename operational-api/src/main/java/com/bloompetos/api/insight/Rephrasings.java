package com.bloompetos.api.insight;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.stereotype.Component;

/**
 * How often other words stood since the start, and why they did not: at {@code /actuator/insights}.
 * What was rejected is kept nowhere.
 */
@Component
@Endpoint(id = "insights")
class Rephrasings {
    private final LongAdder accepted = new LongAdder();
    private final Map<String, LongAdder> rejected = new ConcurrentHashMap<>();

    void accepted() {
        accepted.increment();
    }

    void rejected(String reason) {
        rejected.computeIfAbsent(reason, each -> new LongAdder()).increment();
    }

    @ReadOperation
    Map<String, Object> counts() {
        var byReason = new TreeMap<String, Long>();
        rejected.forEach((reason, count) -> byReason.put(reason, count.sum()));
        return Map.of(
                "insights.rephrase.accepted",
                accepted.sum(),
                "insights.rephrase.rejected",
                byReason);
    }
}
