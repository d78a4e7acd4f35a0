package com.bloompetos.api.problem;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;

/**
 * A request that is refused: what kind of refusal, which field, and why in a sentence for people.
 */
public final class Problem extends RuntimeException {
    private final HttpStatus status;
    private final ProblemType type;
    private final @Nullable String field;

    private Problem(HttpStatus status, ProblemType type, @Nullable String field, String detail) {
        super(detail, null, false, false); // An outcome, not a fault: no stack trace.
        this.status = status;
        this.type = type;
        this.field = field;
    }

    /** The field was understood, and its value cannot be accepted. */
    public static Problem invalid(ProblemType type, String field, String detail) {
        return new Problem(HttpStatus.UNPROCESSABLE_CONTENT, type, field, detail);
    }

    /** The request cannot be read at this place. */
    public static Problem badField(String field, String detail) {
        return new Problem(HttpStatus.BAD_REQUEST, ProblemType.INVALID_FIELD, field, detail);
    }

    public static Problem unreadable(String detail) {
        return new Problem(HttpStatus.BAD_REQUEST, ProblemType.BAD_REQUEST, null, detail);
    }

    public static Problem tooLarge(int bytes) {
        return new Problem(
                HttpStatus.CONTENT_TOO_LARGE,
                ProblemType.TOO_LARGE,
                null,
                "A body has %d bytes at most.".formatted(bytes));
    }

    public static Problem tooMany() {
        return new Problem(
                HttpStatus.TOO_MANY_REQUESTS,
                ProblemType.TOO_MANY_REQUESTS,
                null,
                "Come back after the seconds that Retry-After names.");
    }

    public static Problem notAllowed(String detail) {
        return new Problem(HttpStatus.FORBIDDEN, ProblemType.NOT_ALLOWED, null, detail);
    }

    /** The value names nothing that the caller can see. */
    public static Problem unknown(String field, Object value) {
        return invalid(
                ProblemType.UNKNOWN_REFERENCE,
                field,
                "There is no %s here for %s.".formatted(value, field));
    }

    /** The address names nothing that the caller can see. */
    public static Problem notFound(String field, Object value) {
        return new Problem(
                HttpStatus.NOT_FOUND,
                ProblemType.NOT_FOUND,
                field,
                "Nothing is known here by %s %s.".formatted(field, value));
    }

    /** The address names nothing that the caller can see, and repeats it anyway. */
    public static Problem notFound(String field) {
        return new Problem(
                HttpStatus.NOT_FOUND,
                ProblemType.NOT_FOUND,
                field,
                "Nothing is known here by this %s.".formatted(field));
    }

    /** The same refusal with what it is about said first. */
    public Problem about(String what) {
        return new Problem(status, type, field, what + getMessage());
    }

    /** The request cannot be trusted to come from where it says. */
    public static Problem unsigned(ProblemType type, String detail) {
        return new Problem(HttpStatus.BAD_REQUEST, type, null, detail);
    }

    /** A part that is needed does not answer; nothing was done. */
    public static Problem unavailable(String detail) {
        return new Problem(HttpStatus.SERVICE_UNAVAILABLE, ProblemType.UNAVAILABLE, null, detail);
    }

    /** The request is fine by itself and does not fit what is already there. */
    public static Problem conflict(ProblemType type, String field, String detail) {
        return new Problem(HttpStatus.CONFLICT, type, field, detail);
    }

    HttpStatus status() {
        return status;
    }

    ProblemType type() {
        return type;
    }

    @Nullable String field() {
        return field;
    }
}
