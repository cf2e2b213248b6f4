package com.example.app.sessions;

import static org.assertj.core.api.Assertions.assertThat;

import com.example.app.Settings;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class AccessTokensTest {

    private static final AccessTokens.Claims CLAIMS = new AccessTokens.Claims(7, UUID.randomUUID());

    private final AccessTokens tokens = tokens("a key for tests, longer than 32 bytes", 60);

    @Test
    void readsWhatItSigned() {
        assertThat(tokens.read(tokens.sign(CLAIMS))).contains(CLAIMS);
    }

    @Test
    void refusesAnotherKey() {
        String token = tokens("another key, longer than 32 bytes too", 60).sign(CLAIMS);

        assertThat(tokens.read(token)).isEmpty();
    }

    @Test
    void refusesWhatHasExpired() {
        String token = tokens("a key for tests, longer than 32 bytes", -1).sign(CLAIMS);

        assertThat(tokens.read(token)).isEmpty();
    }

    @Test
    void refusesWhatIsNotSigned() {
        var claims = new JWTClaimsSet.Builder().subject("7").build();

        assertThat(tokens.read(new PlainJWT(claims).serialize())).isEmpty();
        assertThat(tokens.read("a.b.c")).isEmpty();
    }

    private static AccessTokens tokens(String key, long seconds) {
        return new AccessTokens(new Settings("http://localhost:3000", key, "", seconds, 60, 60, null, 1, null));
    }
}
