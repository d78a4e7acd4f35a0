package com.bloompetos.api.knowledge;

import com.bloompetos.api.ApiConfiguration;
import com.bloompetos.api.kpi.Warehouse;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.stereotype.Component;

/**
 * The vectors of passages in the warehouse. They are read as the API reads everything there, and
 * written by a user who may write this one table and read none.
 */
@Component
class PassageIndex {
    private static final int AT_ONCE = 64;

    private final Warehouse warehouse;
    private final URI address;
    private final String login;
    private final HttpClient http =
            HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .connectTimeout(Duration.ofSeconds(2))
                    .build();

    PassageIndex(ApiConfiguration configuration, Warehouse warehouse) {
        this.warehouse = warehouse;
        this.address = configuration.clickhouseUrl();
        this.login =
                Base64.getEncoder()
                        .encodeToString(
                                ("indexer:" + configuration.clickhouseIndexerPassword())
                                        .getBytes(StandardCharsets.UTF_8));
    }

    /** Where a passage lies. */
    record Place(UUID documentId, int passage, float[] vector) {}

    /** A passage and how much it is like what was looked for. */
    record Near(UUID documentId, int passage, double likeness) {}

    /** What stands there of a document, by one model. */
    record Indexed(UUID organizationId, UUID documentId, int passages) {}

    /** The nearest of one chain. */
    List<Near> near(UUID organizationId, float[] vector, int most) {
        return warehouse
                .sql(
                        """
                        select toString(document_id) as document_id, passage, 1 - cosineDistance(vector, %s) as likeness
                        from mart.document_passages final
                        where organization_id = toUUID('%s') and model = '%s'
                        order by likeness desc, document_id, passage limit %d
                        """
                                .formatted(literal(vector), organizationId, Embeddings.MODEL, most))
                .query(
                        (row, number) ->
                                new Near(
                                        UUID.fromString(row.getString("document_id")),
                                        row.getInt("passage"),
                                        row.getDouble("likeness")))
                .list();
    }

    /** What the model in use has made; what another one made counts as nothing. */
    List<Indexed> all() {
        return warehouse
                .sql(
                        """
                        select toString(organization_id) as organization_id, toString(document_id) as document_id,
                               countIf(model = '%s') as passages
                        from mart.document_passages final group by organization_id, document_id
                        """
                                .formatted(Embeddings.MODEL))
                .query(
                        (row, number) ->
                                new Indexed(
                                        UUID.fromString(row.getString("organization_id")),
                                        UUID.fromString(row.getString("document_id")),
                                        row.getInt("passages")))
                .list();
    }

    int documents(UUID organizationId) {
        return warehouse
                .sql(
                        "select uniqExact(document_id) from mart.document_passages where organization_id = toUUID('%s') and model = '%s'"
                                .formatted(organizationId, Embeddings.MODEL))
                .query(Integer.class)
                .single();
    }

    void put(UUID organizationId, List<Place> places) {
        for (int from = 0; from < places.size(); from += AT_ONCE) {
            var rows =
                    places.subList(from, Math.min(places.size(), from + AT_ONCE)).stream()
                            .map(
                                    place ->
                                            "('%s','%s',%d,'%s',%s)"
                                                    .formatted(
                                                            organizationId,
                                                            place.documentId(),
                                                            place.passage(),
                                                            Embeddings.MODEL,
                                                            literal(place.vector())))
                            .collect(Collectors.joining(","));
            write(
                    "insert into mart.document_passages (organization_id, document_id, passage, model, vector) values "
                            + rows);
        }
    }

    /** Not marked as deleted: taken out of the files before this returns. */
    void remove(UUID organizationId, Collection<UUID> documentIds) {
        if (!documentIds.isEmpty()) {
            write(
                    "alter table mart.document_passages delete where organization_id = toUUID('%s') and document_id in (%s)"
                            .formatted(
                                    organizationId,
                                    documentIds.stream()
                                            .map(id -> "toUUID('" + id + "')")
                                            .collect(Collectors.joining(", "))));
        }
    }

    private void write(String statement) {
        var request =
                HttpRequest.newBuilder(address.resolve("/?mutations_sync=2"))
                        .header("Authorization", "Basic " + login)
                        .timeout(Duration.ofSeconds(20))
                        .POST(BodyPublishers.ofString(statement))
                        .build();
        try {
            var answer = http.send(request, BodyHandlers.ofString());
            if (answer.statusCode() != 200) {
                throw new DataAccessResourceFailureException(
                        "The warehouse refuses a vector: " + answer.body().strip());
            }
        } catch (IOException away) {
            throw new DataAccessResourceFailureException("The warehouse does not answer.", away);
        } catch (InterruptedException ending) {
            Thread.currentThread().interrupt();
            throw new DataAccessResourceFailureException("The API is ending.", ending);
        }
    }

    /** Numbers alone: nothing of a text goes into a statement. */
    private static String literal(float[] vector) {
        var numbers = new StringBuilder("[");
        for (int i = 0; i < vector.length; i++) {
            numbers.append(i == 0 ? "" : ",").append(vector[i]);
        }
        return numbers.append(']').toString();
    }
}
