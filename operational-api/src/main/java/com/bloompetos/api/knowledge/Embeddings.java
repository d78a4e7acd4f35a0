package com.bloompetos.api.knowledge;

import dev.langchain4j.model.embedding.EmbeddingModel;
import dev.langchain4j.model.embedding.onnx.allminilml6v2q.AllMiniLmL6V2QuantizedEmbeddingModel;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Says where a text lies among meanings. The model is inside its jar; it is loaded by the first who
 * needs it, and by nobody in a chain without documents.
 */
@Component
public class Embeddings {
    /** What made a vector; another model, or another text for it, is another name. */
    static final String MODEL = "all-minilm-l6-v2-q/1";

    private static final Logger log = LoggerFactory.getLogger(Embeddings.class);

    private @Nullable EmbeddingModel model;

    /** Of length 1, so that the angle between two says how much alike they are. */
    public float[] of(String text) {
        return model().embed(text).content().vector();
    }

    private synchronized EmbeddingModel model() {
        var loaded = model;
        if (loaded == null) {
            long began = System.nanoTime();
            // In the caller's thread: a pool as wide as the machine would make bookings wait.
            loaded = new AllMiniLmL6V2QuantizedEmbeddingModel(Runnable::run);
            model = loaded;
            log.info("{} loaded in {} ms", MODEL, (System.nanoTime() - began) / 1_000_000);
        }
        return loaded;
    }

    /** The cosine of the angle between two vectors of length 1. */
    public static double likeness(float[] one, float[] other) {
        double sum = 0;
        for (int i = 0; i < one.length; i++) {
            sum += one[i] * other[i];
        }
        return sum;
    }
}
