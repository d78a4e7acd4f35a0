package com.bloompetos.api.problem;

import java.sql.SQLException;
import java.util.Comparator;
import java.util.Objects;
import java.util.stream.Collectors;
import org.apache.tomcat.util.http.InvalidParameterException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.PessimisticLockingFailureException;
import org.springframework.dao.QueryTimeoutException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.transaction.TransactionException;
import org.springframework.web.bind.MethodArgumentNotValidException;
import org.springframework.web.bind.MissingServletRequestParameterException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.WebRequest;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import org.springframework.web.servlet.mvc.method.annotation.ResponseEntityExceptionHandler;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.exc.MismatchedInputException;
import tools.jackson.databind.exc.UnrecognizedPropertyException;

/** Turns everything that is refused or breaks into a problem detail. */
@RestControllerAdvice
class ProblemHandler extends ResponseEntityExceptionHandler {
    private static final Logger log = LoggerFactory.getLogger(ProblemHandler.class);

    @ExceptionHandler
    ResponseEntity<ProblemDetail> refused(Problem problem) {
        return answer(problem.status(), problem.type(), problem.field(), problem.getMessage());
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> notSignedIn(AuthenticationException refusal) {
        return answer(
                HttpStatus.UNAUTHORIZED,
                ProblemType.NOT_SIGNED_IN,
                null,
                "Send a valid bearer token.");
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> notAllowed(AccessDeniedException refusal) {
        return answer(
                HttpStatus.FORBIDDEN, ProblemType.NOT_ALLOWED, null, "Your role may not do this.");
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> wrongType(MethodArgumentTypeMismatchException mismatch) {
        return badRequest(
                ProblemType.INVALID_FIELD,
                FieldName.of(mismatch.getName()),
                "'%s' is not %s."
                        .formatted(
                                mismatch.getValue(), FieldName.kind(mismatch.getRequiredType())));
    }

    /** A query string with a value that has no name, a broken escape, too many of them. */
    @ExceptionHandler
    ResponseEntity<ProblemDetail> unreadableQuery(InvalidParameterException unreadable) {
        return badRequest(
                ProblemType.BAD_REQUEST, null, "A parameter in the address cannot be read.");
    }

    /** What no check of ours foresaw, the database still refuses; its reason stays in the log. */
    @ExceptionHandler
    ResponseEntity<ProblemDetail> refusedByDatabase(DataAccessException refusal) {
        String state =
                refusal.getMostSpecificCause() instanceof SQLException cause
                        ? String.valueOf(cause.getSQLState())
                        : "";
        if (state.equals("23P01")) {
            return answer(
                    HttpStatus.CONFLICT,
                    ProblemType.SLOT_TAKEN,
                    "appointment_date",
                    "The slot is taken.");
        }
        if (state.equals("42501")) {
            return answer(
                    HttpStatus.FORBIDDEN,
                    ProblemType.NOT_ALLOWED,
                    null,
                    "This lies outside your branches.");
        }
        if (refusal instanceof PessimisticLockingFailureException
                || refusal instanceof QueryTimeoutException
                || state.equals("55P03")) { // Lock timeout.
            return answer(
                    HttpStatus.CONFLICT,
                    ProblemType.TRY_AGAIN,
                    null,
                    "Someone else is changing this, try again.");
        }
        if (refusal instanceof DataAccessResourceFailureException
                || state.startsWith("57")
                || state.startsWith("08")) {
            return unavailable(refusal);
        }
        if (state.startsWith("23") || state.startsWith("22")) {
            log.warn("refused by the database: {}", refusal.getMostSpecificCause().getMessage());
            return answer(
                    HttpStatus.UNPROCESSABLE_CONTENT,
                    ProblemType.INVALID_FIELD,
                    null,
                    "The database refuses these values.");
        }
        return broken(refusal);
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> databaseAway(TransactionException failure) {
        return unavailable(failure);
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> broken(RuntimeException fault) {
        log.error("request failed", fault);
        return answer(
                HttpStatus.INTERNAL_SERVER_ERROR,
                ProblemType.INTERNAL,
                null,
                "Something broke on our side.");
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleHttpMessageNotReadable(
            HttpMessageNotReadableException unreadable,
            HttpHeaders headers,
            HttpStatusCode status,
            WebRequest request) {
        return asObject(bodyProblem(unreadable.getCause()));
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleMethodArgumentNotValid(
            MethodArgumentNotValidException invalid,
            HttpHeaders headers,
            HttpStatusCode status,
            WebRequest request) {
        var errors =
                invalid.getFieldErrors().stream()
                        .map(
                                error ->
                                        Refused.of(
                                                FieldName.of(error.getField()),
                                                String.valueOf(error.getDefaultMessage())))
                        .sorted(Comparator.comparing(Refused::field))
                        .toList();
        if (errors.isEmpty()) {
            return asObject(
                    badRequest(ProblemType.INVALID_FIELD, null, "The fields do not fit together."));
        }
        var answer =
                badRequest(
                        ProblemType.INVALID_FIELD,
                        errors.get(0).field(),
                        errors.stream().map(Refused::detail).collect(Collectors.joining(" ")));
        body(answer).setProperty("errors", errors);
        return asObject(answer);
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleMissingServletRequestParameter(
            MissingServletRequestParameterException missing,
            HttpHeaders headers,
            HttpStatusCode status,
            WebRequest request) {
        String field = FieldName.of(missing.getParameterName());
        return asObject(badRequest(ProblemType.INVALID_FIELD, field, field + " is missing."));
    }

    /** What the framework refuses by itself keeps its status and gets a type of ours. */
    @Override
    protected ResponseEntity<Object> createResponseEntity(
            @Nullable Object body, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        if (body instanceof ProblemDetail problem) {
            var type =
                    switch (status.value()) {
                        case 404 -> ProblemType.NOT_FOUND;
                        case 405 -> ProblemType.METHOD_NOT_ALLOWED;
                        default ->
                                status.is5xxServerError()
                                        ? ProblemType.INTERNAL
                                        : ProblemType.BAD_REQUEST;
                    };
            problem.setType(type.uri());
            problem.setTitle(type.title());
        }
        return super.createResponseEntity(body, headers, status, request);
    }

    private static ResponseEntity<ProblemDetail> bodyProblem(@Nullable Throwable cause) {
        if (cause instanceof UnrecognizedPropertyException unknown) {
            String field = path(unknown);
            return badRequest(
                    ProblemType.UNKNOWN_FIELD,
                    field,
                    "The field %s is not known.".formatted(field));
        }
        if (cause instanceof MismatchedInputException mismatch && !mismatch.getPath().isEmpty()) {
            String field = path(mismatch);
            return badRequest(
                    ProblemType.INVALID_FIELD,
                    field,
                    "%s is not %s.".formatted(field, FieldName.kind(mismatch.getTargetType())));
        }
        if (cause instanceof JacksonException broken && !broken.getPath().isEmpty()) {
            String field = path(broken);
            return badRequest(ProblemType.INVALID_FIELD, field, field + " cannot be read.");
        }
        return badRequest(
                ProblemType.BAD_REQUEST, null, "The body is not the JSON object that is expected.");
    }

    private static String path(JacksonException exception) {
        return exception.getPath().stream()
                .map(
                        step ->
                                step.getPropertyName() == null
                                        ? String.valueOf(step.getIndex())
                                        : step.getPropertyName())
                .collect(Collectors.joining("."));
    }

    private static ResponseEntity<ProblemDetail> unavailable(Exception failure) {
        log.warn("the database does not answer: {}", String.valueOf(failure.getMessage()));
        return answer(
                HttpStatus.SERVICE_UNAVAILABLE,
                ProblemType.UNAVAILABLE,
                null,
                "The database does not answer.");
    }

    private static ResponseEntity<ProblemDetail> badRequest(
            ProblemType type, @Nullable String field, String detail) {
        return answer(HttpStatus.BAD_REQUEST, type, field, detail);
    }

    private static ResponseEntity<ProblemDetail> answer(
            HttpStatus status, ProblemType type, @Nullable String field, @Nullable String detail) {
        var problem = ProblemDetail.forStatus(status);
        problem.setType(type.uri());
        problem.setTitle(type.title());
        problem.setDetail(detail);
        if (field != null) {
            problem.setProperty("field", field);
        }
        return ResponseEntity.status(status).body(problem);
    }

    private static ProblemDetail body(ResponseEntity<ProblemDetail> answer) {
        return Objects.requireNonNull(answer.getBody());
    }

    private static ResponseEntity<Object> asObject(ResponseEntity<ProblemDetail> answer) {
        return ResponseEntity.status(answer.getStatusCode())
                .headers(answer.getHeaders())
                .body(answer.getBody());
    }

    /** One of several refused fields. */
    record Refused(String field, String detail) {
        static Refused of(String field, String reason) {
            return new Refused(field, field + " " + reason + ".");
        }
    }
}
