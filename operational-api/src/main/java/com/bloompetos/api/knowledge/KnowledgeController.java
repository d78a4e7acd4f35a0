package com.bloompetos.api.knowledge;

import com.bloompetos.api.access.Caller;
import com.bloompetos.api.page.PageWish;
import jakarta.validation.Valid;
import java.util.List;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
class KnowledgeController {
    private final KnowledgeDocuments documents;
    private final DocumentAnswers answers;

    KnowledgeController(KnowledgeDocuments documents, DocumentAnswers answers) {
        this.documents = documents;
        this.answers = answers;
    }

    @PostMapping("/v1/knowledge-documents")
    ResponseEntity<KnowledgeDocument> upload(
            Caller caller, @Valid @RequestBody NewKnowledgeDocument document) {
        var written = documents.upload(caller, document);
        return written.created("/v1/knowledge-documents/" + written.content().documentId());
    }

    @GetMapping("/v1/knowledge-documents")
    ResponseEntity<List<KnowledgeDocument>> list(Caller caller, PageWish page) {
        return page.answer(documents.list(caller, page), KnowledgeDocument::documentId);
    }

    @GetMapping("/v1/knowledge-documents/{documentId}")
    KnowledgeDocument one(Caller caller, @PathVariable UUID documentId) {
        return documents.one(caller, documentId);
    }

    @DeleteMapping("/v1/knowledge-documents/{documentId}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void delete(Caller caller, @PathVariable UUID documentId) {
        documents.delete(caller, documentId);
    }

    /** Quotes, or that the documents do not say: both are good answers to the request. */
    @PostMapping("/v1/document-questions")
    DocumentAnswer ask(Caller caller, @Valid @RequestBody NewDocumentQuestion question) {
        return answers.to(caller, question.question());
    }
}
