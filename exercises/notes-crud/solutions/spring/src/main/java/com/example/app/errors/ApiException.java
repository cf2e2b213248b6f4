package com.example.app.errors;

import java.util.Map;
import org.springframework.http.HttpStatus;

/** Something that the client is told about, in these words. */
public class ApiException extends RuntimeException {

    private final HttpStatus status;
    private final transient ErrorBody body;

    private ApiException(HttpStatus status, ErrorBody body) {
        super(body.error());
        this.status = status;
        this.body = body;
    }

    public static ApiException notFound(String message) {
        return new ApiException(HttpStatus.NOT_FOUND, new ErrorBody(message));
    }

    public static ApiException invalid(String message, Map<String, String> fields) {
        return new ApiException(HttpStatus.BAD_REQUEST, new ErrorBody(message, fields));
    }

    HttpStatus status() {
        return status;
    }

    ErrorBody body() {
        return body;
    }
}
