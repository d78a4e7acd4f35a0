package com.bloompetos.events;

import java.io.IOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.avro.Schema;
import org.apache.pulsar.kafka.shade.io.confluent.kafka.schemaregistry.avro.AvroSchema;
import org.apache.pulsar.kafka.shade.io.confluent.kafka.schemaregistry.client.CachedSchemaRegistryClient;
import org.apache.pulsar.kafka.shade.io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import org.apache.pulsar.kafka.shade.io.confluent.kafka.schemaregistry.client.rest.exceptions.RestClientException;

/**
 * The registry over Confluent's own client; it brings its own Avro, so schemas cross over as JSON.
 */
final class ConfluentSchemas implements Schemas {
    private static final int MOST_SCHEMAS_PER_SUBJECT = 1000;

    private final SchemaRegistryClient client;
    private final Map<Integer, Schema> byId = new ConcurrentHashMap<>();
    private final Map<Registered, Integer> ids = new ConcurrentHashMap<>();

    private record Registered(String subject, Schema schema) {}

    ConfluentSchemas(String url) {
        // Its calls end by themselves after a minute; this version has no setting for it.
        client = new CachedSchemaRegistryClient(url, MOST_SCHEMAS_PER_SUBJECT);
    }

    @Override
    public Schema byId(int id) {
        var known = byId.get(id);
        return known != null ? known : byId.computeIfAbsent(id, this::fetch);
    }

    private Schema fetch(int id) {
        try {
            return new Schema.Parser().parse(client.getSchemaById(id).canonicalString());
        } catch (RestClientException e) {
            if (e.getStatus() == 404) {
                throw new UnreadableRecord("schema id " + id + " is not in the registry", e);
            }
            throw new RegistryUnavailable("the registry would not give schema " + id, e);
        } catch (IOException e) {
            throw new RegistryUnavailable("the registry did not answer for schema " + id, e);
        }
    }

    @Override
    public int idOf(String subject, Schema schema) {
        var key = new Registered(subject, schema);
        var known = ids.get(key);
        return known != null ? known : ids.computeIfAbsent(key, this::register);
    }

    private int register(Registered wanted) {
        try {
            return client.register(wanted.subject(), new AvroSchema(wanted.schema().toString()));
        } catch (IOException | RestClientException e) {
            throw new RegistryUnavailable(
                    "the registry did not take the schema of " + wanted.subject(), e);
        }
    }
}
