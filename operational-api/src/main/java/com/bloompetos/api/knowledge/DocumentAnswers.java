package com.bloompetos.api.knowledge;

import com.bloompetos.api.access.Caller;
import com.bloompetos.api.access.TenantTransaction;
import com.bloompetos.api.knowledge.DocumentAnswer.Quote;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/**
 * Answers from a chain's documents by quoting them. The warehouse says which passages are near,
 * within the chain; their words come from PostgreSQL behind the wall of who asks, so that either
 * wall alone would hold. Nothing is written here: what a document tells its reader to do is only
 * read.
 */
@Service
public class DocumentAnswers {
    private static final int LOOKED_AT = 12;
    private static final int QUOTED = 3;

    private final TenantTransaction tenant;
    private final JdbcClient jdbc;
    private final Embeddings embeddings;
    private final PassageIndex index;

    DocumentAnswers(
            TenantTransaction tenant, JdbcClient jdbc, Embeddings embeddings, PassageIndex index) {
        this.tenant = tenant;
        this.jdbc = jdbc;
        this.embeddings = embeddings;
        this.index = index;
    }

    private record Words(String title, String heading, String text) {}

    public DocumentAnswer to(Caller caller, String question) {
        int kept = kept(caller);
        if (kept == 0) {
            return new DocumentAnswer(question, "There are no documents here.", List.of(), 0, 0);
        }
        var near = index.near(caller.organizationId(), embeddings.of(question), LOOKED_AT);
        int searched = Math.min(kept, index.documents(caller.organizationId()));
        var quotes = quotes(caller, question, near);
        return new DocumentAnswer(
                question, sentence(quotes, searched, kept), quotes, searched, kept);
    }

    /** Whether there is anything to look through. */
    public boolean isAny(Caller caller) {
        return kept(caller) > 0;
    }

    private int kept(Caller caller) {
        return tenant.read(
                caller,
                () ->
                        jdbc.sql("select count(*)::int from knowledge_documents")
                                .query(Integer.class)
                                .single());
    }

    private List<Quote> quotes(Caller caller, String question, List<PassageIndex.Near> near) {
        return tenant.read(
                caller,
                () -> {
                    var quotes = new ArrayList<Quote>();
                    for (var each : near) {
                        var words = words(each.documentId(), each.passage());
                        if (words != null && quotes.size() < QUOTED) {
                            var likeness =
                                    Likeness.of(
                                            question,
                                            Indexing.meaning(
                                                    words.title(), words.heading(), words.text()),
                                            each.likeness());
                            if (likeness.isEnough()) {
                                quotes.add(quote(each, words));
                            }
                        }
                    }
                    return quotes;
                });
    }

    private @Nullable Words words(UUID documentId, int passage) {
        return jdbc.sql(
                        """
                        select d.title, p.heading, p.text
                        from document_passages p join knowledge_documents d using (organization_id, document_id)
                        where p.document_id = ? and p.passage = ?
                        """)
                .params(documentId, passage)
                .query(Words.class)
                .optional()
                .orElse(null);
    }

    private static Quote quote(PassageIndex.Near near, Words words) {
        return new Quote(
                near.documentId(),
                words.title(),
                words.heading(),
                near.passage(),
                words.text(),
                "/v1/knowledge-documents/" + near.documentId(),
                Math.round(1000 * near.likeness()) / 1000.0);
    }

    private static String sentence(List<Quote> quotes, int searched, int kept) {
        var sentence =
                quotes.isEmpty()
                        ? "This is not in your documents."
                        : "In “%s”, word for word: “%s”"
                                .formatted(quotes.get(0).title(), quotes.get(0).text());
        return searched == kept
                ? sentence
                : sentence
                        + " Only %d of %d documents can be searched so far."
                                .formatted(searched, kept);
    }
}
