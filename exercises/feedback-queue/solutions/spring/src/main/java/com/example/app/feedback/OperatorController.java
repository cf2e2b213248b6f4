package com.example.app.feedback;

import com.example.app.errors.ApiException;
import java.util.List;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** What those who run the service look at. */
@RestController
class OperatorController {

    private final FeedbackStore store;

    OperatorController(FeedbackStore store) {
        this.store = store;
    }

    @GetMapping("/dead-letters")
    List<DeadLetter> deadLetters() {
        return store.dead().stream().map(DeadLetter::of).toList();
    }

    @PostMapping("/dead-letters" + FeedbackController.ID + "/retry")
    @ResponseStatus(HttpStatus.ACCEPTED)
    FeedbackStatus retry(@PathVariable UUID id) {
        return store.revive(id)
                .map(FeedbackStatus::of)
                .orElseThrow(() -> new ApiException(HttpStatus.NOT_FOUND, "There is no dead letter " + id + "."));
    }

    @GetMapping("/stats")
    Stats stats() {
        return Stats.of(store.count());
    }
}
