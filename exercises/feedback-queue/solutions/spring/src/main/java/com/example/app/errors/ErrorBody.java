package com.example.app.errors;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Map;

/** How every error looks to a client. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
record ErrorBody(String error, Map<String, String> fields) {

    ErrorBody(String error) {
        this(error, Map.of());
    }
}
