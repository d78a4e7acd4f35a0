package com.bloompetos.api.problem;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.boot.webmvc.error.ErrorController;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** What is refused before a controller is found is a problem detail, too. */
@RestController
class ErrorPage implements ErrorController {
    @RequestMapping("/error")
    ResponseEntity<ProblemDetail> refused(HttpServletRequest request) {
        var status =
                request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE) instanceof Integer code
                        ? HttpStatus.valueOf(code)
                        : HttpStatus.NOT_FOUND;
        var type =
                switch (status) {
                    case NOT_FOUND -> ProblemType.NOT_FOUND;
                    case FORBIDDEN -> ProblemType.NOT_ALLOWED;
                    case UNAUTHORIZED -> ProblemType.NOT_SIGNED_IN;
                    case METHOD_NOT_ALLOWED -> ProblemType.METHOD_NOT_ALLOWED;
                    default ->
                            status.is5xxServerError()
                                    ? ProblemType.INTERNAL
                                    : ProblemType.BAD_REQUEST;
                };
        var problem = ProblemDetail.forStatus(status);
        problem.setType(type.uri());
        problem.setTitle(type.title());
        problem.setDetail(type.title() + ".");
        return ResponseEntity.status(status)
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .body(problem);
    }
}
