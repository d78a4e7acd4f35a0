package com.bloompetos.stream.change;

import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.api.connector.sink2.WriterInitContext;

/** Dead letters as the end of a stream, at least once. */
public final class DeadLetterSink implements Sink<DeadLetter> {
    private static final long serialVersionUID = 1L;

    private final DeadLetters.Opener opener;

    public DeadLetterSink(DeadLetters.Opener opener) {
        this.opener = opener;
    }

    @Override
    public SinkWriter<DeadLetter> createWriter(WriterInitContext context) {
        var letters = opener.open();
        return new SinkWriter<>() {
            @Override
            public void write(DeadLetter letter, Context unused) {
                letters.send(letter);
            }

            @Override
            public void flush(boolean endOfInput) {
                letters.flush();
            }

            @Override
            public void close() {
                letters.close();
            }
        };
    }
}
