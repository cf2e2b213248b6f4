package com.example.app.oidc;

import com.example.app.Settings;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.proc.DefaultJWTClaimsVerifier;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import java.net.MalformedURLException;
import java.net.URI;
import java.net.URL;
import java.text.ParseException;
import java.time.Duration;
import java.util.Set;

/** Proves ID tokens (§3.1.3.7): signed by a key of the provider's, for us, now, in this login. */
class IdTokens {

    private static final long KEYS_LIFETIME = Duration.ofHours(1).toMillis();
    private static final long FETCH_TIMEOUT = Duration.ofSeconds(10).toMillis();
    private static final int CLOCK_SKEW_SECONDS = 5;

    private final Settings.Oidc settings;
    private final JWKSource<SecurityContext> keys;

    IdTokens(String jwksUri, Settings.Oidc settings) {
        this.settings = settings;
        // A token that names a key which is not there has the keys fetched again: they may change at any time. How
        // often
        // that may happen is limited, or anybody could have us ask the provider without end.
        keys = JWKSourceBuilder.create(url(jwksUri))
                .cache(KEYS_LIFETIME, FETCH_TIMEOUT)
                .refreshAheadCache(false)
                .rateLimited((long) (settings.keysSeconds() * 1000))
                .build();
    }

    JWTClaimsSet verify(String token, String nonce) throws ParseException, BadJOSEException, JOSEException {
        JWTClaimsSet wanted = new JWTClaimsSet.Builder()
                .issuer(settings.issuer())
                .claim("nonce", nonce)
                .build();
        var claims = new DefaultJWTClaimsVerifier<>(settings.clientId(), wanted, Set.of("sub", "exp"));
        claims.setMaxClockSkew(CLOCK_SKEW_SECONDS);
        var processor = new DefaultJWTProcessor<>();
        processor.setJWSKeySelector(new JWSVerificationKeySelector<>(JWSAlgorithm.RS256, keys));
        processor.setJWTClaimsSetVerifier(claims);
        return processor.process(token, null);
    }

    private static URL url(String text) {
        try {
            return URI.create(text).toURL();
        } catch (MalformedURLException | IllegalArgumentException error) {
            throw new ProviderException("the provider does not say where its keys are", error);
        }
    }
}
