package com.example.app;

import com.example.app.todos.NoSuchTodoException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.ResponseEntity;
import org.springframework.validation.FieldError;
import org.springframework.web.ErrorResponse;
import org.springframework.web.bind.MethodArgumentNotValidException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.WebRequest;
import org.springframework.web.servlet.mvc.method.annotation.ResponseEntityExceptionHandler;

/** Answers whatever a controller, or Spring on the way to it, has thrown. */
@RestControllerAdvice
class ErrorAdvice extends ResponseEntityExceptionHandler {

    record ErrorBody(String error) {}

    private static final Logger log = LoggerFactory.getLogger(ErrorAdvice.class);

    @ExceptionHandler
    @ResponseStatus(HttpStatus.NOT_FOUND)
    ErrorBody answer(NoSuchTodoException error) {
        return new ErrorBody(error.getMessage());
    }

    @ExceptionHandler
    @ResponseStatus(HttpStatus.INTERNAL_SERVER_ERROR)
    ErrorBody answerUnexpected(Exception error) {
        log.error("unexpected", error);
        return new ErrorBody("Something went wrong on our side.");
    }

    @Override
    protected ResponseEntity<Object> handleMethodArgumentNotValid(
            MethodArgumentNotValidException error, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        FieldError first = error.getFieldErrors().getFirst();
        var body = new ErrorBody(first.getField() + " " + first.getDefaultMessage() + ".");
        return handleExceptionInternal(error, body, headers, status, request);
    }

    /** Spring knows the status and the headers of its own exceptions; they get our body. */
    @Override
    protected ResponseEntity<Object> handleExceptionInternal(
            Exception error, Object body, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        if (body instanceof ErrorBody) {
            return super.handleExceptionInternal(error, body, headers, status, request);
        }
        String message = error instanceof ErrorResponse known
                ? known.getBody().getDetail()
                : "The body has to be a JSON object with the fields of a todo.";
        return super.handleExceptionInternal(error, new ErrorBody(message), headers, status, request);
    }
}
