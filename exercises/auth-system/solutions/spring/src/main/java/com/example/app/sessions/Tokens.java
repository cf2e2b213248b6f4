package com.example.app.sessions;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import org.springframework.http.CacheControl;
import org.springframework.http.ResponseEntity;

/** What a login and a refresh answer. */
@JsonNaming(SnakeCaseStrategy.class)
public record Tokens(String accessToken, String tokenType, long expiresIn, String refreshToken) {

    /** The answer, which nobody on the way may keep. */
    public ResponseEntity<Tokens> asAnswer() {
        return ResponseEntity.ok().cacheControl(CacheControl.noStore()).body(this);
    }
}
