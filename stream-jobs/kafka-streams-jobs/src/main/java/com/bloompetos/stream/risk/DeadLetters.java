package com.bloompetos.stream.risk;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.bloompetos.events.Topic;
import com.bloompetos.events.UnreadableRecord;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.streams.errors.DeserializationExceptionHandler;
import org.apache.kafka.streams.errors.ErrorHandlerContext;

/** What cannot be read goes to the dead letters, bytes unchanged, and the partition goes on. */
public final class DeadLetters implements DeserializationExceptionHandler {
    @Override
    public Response handleError(
            ErrorHandlerContext context,
            ConsumerRecord<byte[], byte[]> record,
            Exception exception) {
        if (!(exception instanceof UnreadableRecord || exception instanceof UnusableChange)) {
            // The record may be fine, say when the registry is away: stop, and try it again later.
            return Response.fail();
        }
        var letter =
                new ProducerRecord<>(
                        Topic.deadLettersOf(record.topic()), record.key(), record.value());
        letter.headers()
                .add("reason", String.valueOf(exception.getMessage()).getBytes(UTF_8))
                .add("topic", record.topic().getBytes(UTF_8))
                .add("partition", String.valueOf(record.partition()).getBytes(UTF_8))
                .add("offset", String.valueOf(record.offset()).getBytes(UTF_8));
        return Response.resume(List.of(letter));
    }

    @Override
    public void configure(Map<String, ?> configs) {}
}
