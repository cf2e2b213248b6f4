package com.example.app.errors;

import java.util.Map;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;

/** Something that the client is told about, in these words. */
public class ApiException extends RuntimeException {

    private final HttpStatus status;
    private final HttpHeaders headers = new HttpHeaders();
    private final transient ErrorBody body;

    public ApiException(HttpStatus status, String message) {
        this(status, new ErrorBody(message));
    }

    private ApiException(HttpStatus status, ErrorBody body) {
        super(body.error());
        this.status = status;
        this.body = body;
    }

    public static ApiException invalid(Map<String, String> fields) {
        return new ApiException(HttpStatus.BAD_REQUEST, new ErrorBody("The feedback is not valid.", fields));
    }

    public ApiException withHeader(String name, String value) {
        headers.set(name, value);
        return this;
    }

    HttpStatus status() {
        return status;
    }

    HttpHeaders headers() {
        return headers;
    }

    ErrorBody body() {
        return body;
    }
}
