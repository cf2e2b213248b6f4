package com.example.app.errors;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.web.ErrorResponse;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.WebRequest;
import org.springframework.web.servlet.mvc.method.annotation.ResponseEntityExceptionHandler;

/** Answers whatever a controller, or Spring on the way to it, has thrown. */
@RestControllerAdvice
class ErrorAdvice extends ResponseEntityExceptionHandler {

    private static final Logger log = LoggerFactory.getLogger(ErrorAdvice.class);

    @ExceptionHandler
    ResponseEntity<ErrorBody> answer(ApiException error) {
        return ResponseEntity.status(error.status()).headers(error.headers()).body(error.body());
    }

    @ExceptionHandler
    ResponseEntity<ErrorBody> answerUnexpected(Exception error) {
        log.error("unexpected", error);
        return ResponseEntity.internalServerError().body(new ErrorBody("Something went wrong on our side."));
    }

    @Override
    protected ResponseEntity<Object> handleHttpMessageNotReadable(
            HttpMessageNotReadableException error, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        return handleExceptionInternal(
                error, new ErrorBody("The body must be a JSON object."), headers, status, request);
    }

    /** Spring knows the status and the headers of its own exceptions; they get our body. */
    @Override
    protected ResponseEntity<Object> handleExceptionInternal(
            Exception error, Object body, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        if (body instanceof ErrorBody) {
            return super.handleExceptionInternal(error, body, headers, status, request);
        }
        String message = error instanceof ErrorResponse known ? known.getBody().getDetail() : "It did not work.";
        return super.handleExceptionInternal(error, new ErrorBody(message), headers, status, request);
    }
}
