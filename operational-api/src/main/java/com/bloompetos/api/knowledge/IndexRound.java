package com.bloompetos.api.knowledge;

import com.bloompetos.api.background.Round;
import java.time.Duration;
import org.springframework.stereotype.Component;

/** Compares the vectors with the passages, from the start of the API on. */
@Component
class IndexRound implements Round {
    private final Indexing indexing;

    IndexRound(Indexing indexing) {
        this.indexing = indexing;
    }

    @Override
    public String name() {
        return "knowledge-index";
    }

    @Override
    public Duration pause() {
        return Duration.ofSeconds(30);
    }

    @Override
    public void go() {
        indexing.compare();
    }
}
