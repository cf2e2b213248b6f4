package com.example.app.feedback;

import com.example.app.errors.ApiException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.util.UUID;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/feedback")
class FeedbackController {

    /** What is no UUID is the id of nothing, and its path leads nowhere. */
    static final String ID = "/{id:[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}}";

    private final FeedbackStore store;

    FeedbackController(FeedbackStore store) {
        this.store = store;
    }

    @PostMapping
    ResponseEntity<FeedbackStatus> submit(@RequestBody ObjectNode body) {
        try {
            Feedback feedback = store.accept(NewFeedback.from(body));
            return ResponseEntity.accepted()
                    .location(URI.create("/feedback/" + feedback.id()))
                    .body(FeedbackStatus.of(feedback));
        } catch (TooManyException limit) {
            throw new ApiException(
                            HttpStatus.TOO_MANY_REQUESTS,
                            "That is enough for now; please wait " + limit.seconds() + " s.")
                    .withHeader(HttpHeaders.RETRY_AFTER, Long.toString(limit.seconds()));
        }
    }

    @GetMapping(ID)
    FeedbackStatus read(@PathVariable UUID id) {
        return store.find(id)
                .map(FeedbackStatus::of)
                .orElseThrow(() -> new ApiException(HttpStatus.NOT_FOUND, "There is no feedback " + id + "."));
    }
}
