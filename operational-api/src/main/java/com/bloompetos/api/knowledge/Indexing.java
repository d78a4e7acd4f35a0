package com.bloompetos.api.knowledge;

import com.bloompetos.api.access.Caller;
import com.bloompetos.api.access.TenantTransaction;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Keeps the warehouse's vectors equal to PostgreSQL's passages: at once where a document comes or
 * goes, and by comparing, so that a warehouse that was away or lost is filled again.
 */
@Component
class Indexing {
    private static final Logger log = LoggerFactory.getLogger(Indexing.class);

    private final TenantTransaction tenant;
    private final JdbcClient jdbc;
    private final Embeddings embeddings;
    private final PassageIndex index;

    Indexing(TenantTransaction tenant, JdbcClient jdbc, Embeddings embeddings, PassageIndex index) {
        this.tenant = tenant;
        this.jdbc = jdbc;
        this.embeddings = embeddings;
        this.index = index;
    }

    private record Kept(UUID documentId, int passages) {}

    private record Said(int passage, String title, String heading, String text) {}

    /** A warehouse that is away keeps nobody from writing: the next comparison mends it. */
    void add(Caller caller, UUID documentId) {
        try {
            index.documents(caller.organizationId()); // Nothing is worked out for one that is away.
            put(caller, documentId);
        } catch (DataAccessException away) {
            log.warn("document {} is not searchable yet: {}", documentId, away.getMessage());
        }
    }

    void remove(Caller caller, UUID documentId) {
        try {
            index.remove(caller.organizationId(), List.of(documentId));
        } catch (DataAccessException away) {
            log.warn("vectors of document {} are left: {}", documentId, away.getMessage());
        }
    }

    /** Every chain; how many documents were put or removed. */
    int compare() {
        var indexed = new HashMap<UUID, Map<UUID, Integer>>();
        index.all()
                .forEach(
                        each ->
                                indexed.computeIfAbsent(
                                                each.organizationId(), id -> new HashMap<>())
                                        .put(each.documentId(), each.passages()));
        int mended = 0;
        for (var organization :
                jdbc.sql("select * from security.organizations()").query(UUID.class).list()) {
            mended += compare(organization, indexed.getOrDefault(organization, Map.of()));
        }
        if (mended > 0) {
            log.info("the vectors of {} documents were put right", mended);
        }
        return mended;
    }

    private int compare(UUID organization, Map<UUID, Integer> indexed) {
        var program = Caller.ofProgram(organization);
        var kept =
                tenant.read(
                        program,
                        () ->
                                jdbc.sql(
                                                "select document_id, count(*)::int as passages from document_passages group by document_id")
                                        .query(Kept.class)
                                        .list());
        var wrong = new ArrayList<>(indexed.keySet());
        var missing = new ArrayList<UUID>();
        for (var document : kept) {
            int there = indexed.getOrDefault(document.documentId(), 0);
            if (there == document.passages()) {
                wrong.remove(document.documentId());
            } else {
                missing.add(document.documentId());
            }
        }
        index.remove(organization, wrong);
        missing.forEach(documentId -> put(program, documentId));
        wrong.removeAll(missing);
        return wrong.size() + missing.size();
    }

    private void put(Caller caller, UUID documentId) {
        var passages =
                tenant.read(
                        caller,
                        () ->
                                jdbc.sql(
                                                """
                                                select p.passage, d.title, p.heading, p.text
                                                from document_passages p join knowledge_documents d using (organization_id, document_id)
                                                where p.document_id = ? order by p.passage
                                                """)
                                        .param(documentId)
                                        .query(Said.class)
                                        .list());
        var places = new ArrayList<PassageIndex.Place>();
        for (var said : passages) {
            var vector = embeddings.of(meaning(said.title(), said.heading(), said.text()));
            places.add(new PassageIndex.Place(documentId, said.passage(), vector));
        }
        index.put(caller.organizationId(), places);
    }

    /** A passage alone often does not say what it is about: its headings do. */
    static String meaning(String title, String heading, String text) {
        return title + ". " + (heading.isEmpty() ? "" : heading + ". ") + text;
    }
}
