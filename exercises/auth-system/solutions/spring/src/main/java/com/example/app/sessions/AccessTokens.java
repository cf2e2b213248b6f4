package com.example.app.sessions;

import com.example.app.Settings;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.jwk.source.ImmutableSecret;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.nimbusds.jwt.proc.DefaultJWTClaimsVerifier;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Date;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.stereotype.Component;

/** Signs and reads access tokens: JWTs that name a user and a session. */
@Component
class AccessTokens implements ApplicationRunner {

    /** What an access token says. */
    record Claims(long userId, UUID sessionId) {}

    // Pinned here, never read from a token: whoever makes a token could choose `none`.
    private static final JWSAlgorithm ALGORITHM = JWSAlgorithm.HS256;
    private static final int LEAST_KEY_BYTES = 32; // RFC 7518 §3.2
    private static final String SESSION = "sid";

    private final byte[] key;
    private final String issuer;
    private final long seconds;

    AccessTokens(Settings settings) {
        key = settings.jwtSecret().getBytes(StandardCharsets.UTF_8);
        issuer = settings.baseUrl();
        seconds = settings.accessTokenSeconds();
    }

    /** Ends a server at its start that could not sign anything. */
    @Override
    public void run(ApplicationArguments arguments) {
        if (key.length < LEAST_KEY_BYTES) {
            throw new IllegalStateException("JWT_SECRET has to be " + LEAST_KEY_BYTES + " bytes long at least");
        }
    }

    long seconds() {
        return seconds;
    }

    String sign(Claims claims) {
        Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
        SignedJWT token = new SignedJWT(
                new JWSHeader(ALGORITHM),
                new JWTClaimsSet.Builder()
                        .issuer(issuer)
                        .subject(Long.toString(claims.userId()))
                        .claim(SESSION, claims.sessionId().toString())
                        .issueTime(Date.from(now))
                        .expirationTime(Date.from(now.plusSeconds(seconds)))
                        .build());
        try {
            token.sign(new MACSigner(key));
        } catch (JOSEException error) {
            throw new IllegalStateException(error);
        }
        return token.serialize();
    }

    /** The claims of a token that we signed and that has not expired. */
    Optional<Claims> read(String token) {
        try {
            JWTClaimsSet claims = processor().process(token, null);
            return Optional.of(
                    new Claims(Long.parseLong(claims.getSubject()), UUID.fromString(claims.getStringClaim(SESSION))));
        } catch (ParseException | BadJOSEException | JOSEException | IllegalArgumentException invalid) {
            return Optional.empty();
        }
    }

    private DefaultJWTProcessor<SecurityContext> processor() {
        var verifier = new DefaultJWTClaimsVerifier<>(
                new JWTClaimsSet.Builder().issuer(issuer).build(), Set.of("sub", "exp", SESSION));
        verifier.setMaxClockSkew(0); // it would be a minute: our own clock needs no allowance
        var processor = new DefaultJWTProcessor<>();
        processor.setJWSKeySelector(new JWSVerificationKeySelector<>(ALGORITHM, new ImmutableSecret<>(key)));
        processor.setJWTClaimsSetVerifier(verifier);
        return processor;
    }
}
