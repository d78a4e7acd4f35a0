package com.bloompetos.api.knowledge;

import com.bloompetos.api.access.Caller;
import com.bloompetos.api.access.Role;
import com.bloompetos.api.access.TenantTransaction;
import com.bloompetos.api.page.PageWish;
import com.bloompetos.api.position.Position;
import com.bloompetos.api.position.Positions;
import com.bloompetos.api.position.Written;
import com.bloompetos.api.problem.Problem;
import com.bloompetos.api.problem.ProblemType;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/** A chain's documents behind its wall: whoever works there reads all of them. */
@Service
class KnowledgeDocuments {
    private static final int MOST_DOCUMENTS = 1_000;

    private static final String COLUMNS =
            "d.document_id, d.title, d.media_type, length(d.text) as characters, d.uploaded_by, d.created_at,"
                    + " (select count(*)::int from document_passages p where p.document_id = d.document_id) as passages";

    private final TenantTransaction tenant;
    private final JdbcClient jdbc;
    private final Positions positions;
    private final Indexing indexing;

    KnowledgeDocuments(
            TenantTransaction tenant, JdbcClient jdbc, Positions positions, Indexing indexing) {
        this.tenant = tenant;
        this.jdbc = jdbc;
        this.positions = positions;
        this.indexing = indexing;
    }

    Written<KnowledgeDocument> upload(Caller caller, NewKnowledgeDocument wish) {
        var text = wish.text().replace("\r\n", "\n");
        if (text.indexOf('\0') >= 0) {
            throw Problem.invalid(
                    ProblemType.INVALID_FIELD, "text", "This is no text: it has a zero in it.");
        }
        var passages = Passages.of(text);
        if (passages.isEmpty()) {
            throw Problem.invalid(
                    ProblemType.INVALID_FIELD, "text", "There is nothing to quote in this text.");
        }
        var written =
                tenant.write(
                        caller,
                        () -> {
                            requireRoom();
                            long endOfLog = positions.endOfLog();
                            var id = insert(caller, wish, text);
                            for (var passage : passages) {
                                insert(caller, id, passage);
                            }
                            return new Written<>(
                                    found(id, false),
                                    new Position("knowledge_documents", id, endOfLog));
                        });
        indexing.add(caller, written.content().documentId());
        return written;
    }

    private void requireRoom() {
        int kept =
                jdbc.sql("select count(*)::int from knowledge_documents")
                        .query(Integer.class)
                        .single();
        if (kept >= MOST_DOCUMENTS) {
            throw Problem.invalid(
                    ProblemType.INVALID_FIELD,
                    "text",
                    "A chain keeps %d documents at most.".formatted(MOST_DOCUMENTS));
        }
    }

    private UUID insert(Caller caller, NewKnowledgeDocument wish, String text) {
        return jdbc.sql(
                        """
                        insert into knowledge_documents (organization_id, title, media_type, text, uploaded_by)
                        values (?, ?, ?, ?, ?) returning document_id
                        """)
                .params(
                        caller.organizationId(),
                        wish.title().strip(),
                        wish.mediaTypeOrPlain(),
                        text,
                        caller.userId())
                .query(UUID.class)
                .single();
    }

    private void insert(Caller caller, UUID documentId, Passage passage) {
        jdbc.sql(
                        "insert into document_passages (document_id, organization_id, passage, heading, text) values (?, ?, ?, ?, ?)")
                .params(
                        documentId,
                        caller.organizationId(),
                        passage.number(),
                        passage.heading(),
                        passage.text())
                .update();
    }

    List<KnowledgeDocument> list(Caller caller, PageWish page) {
        return tenant.read(
                caller,
                () ->
                        jdbc.sql(
                                        """
                                        select %s, null as text from knowledge_documents d where d.document_id < ?
                                        order by d.document_id desc limit ?
                                        """
                                                .formatted(COLUMNS))
                                .params(page.before(), page.fetch())
                                .query(KnowledgeDocument.class)
                                .list());
    }

    KnowledgeDocument one(Caller caller, UUID documentId) {
        return tenant.read(caller, () -> found(documentId, true));
    }

    /** An administrator any, everybody else their own: franchisees of one chain are rivals. */
    void delete(Caller caller, UUID documentId) {
        tenant.write(
                caller,
                () -> {
                    var document = found(documentId, false);
                    boolean isTheirs = document.uploadedBy().equals(caller.userId());
                    if (caller.role() != Role.ADMIN && !isTheirs) {
                        throw Problem.notAllowed(
                                "Somebody else uploaded this document: an administrator can delete it.");
                    }
                    return jdbc.sql("delete from knowledge_documents where document_id = ?")
                            .param(documentId)
                            .update();
                });
        indexing.remove(caller, documentId);
    }

    private KnowledgeDocument found(UUID documentId, boolean withText) {
        return jdbc.sql(
                        "select %s, %s as text from knowledge_documents d where d.document_id = ?"
                                .formatted(COLUMNS, withText ? "d.text" : "null"))
                .param(documentId)
                .query(KnowledgeDocument.class)
                .optional()
                .orElseThrow(() -> Problem.notFound("document_id", documentId));
    }
}
