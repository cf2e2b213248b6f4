package com.example.app.oidc;

import com.example.app.Settings;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jwt.JWTClaimsSet;
import java.text.ParseException;
import org.springframework.stereotype.Component;
import org.springframework.util.LinkedMultiValueMap;
import org.springframework.util.MultiValueMap;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestClientException;

/** What is said to the provider (OpenID Connect Core 1.0, the code flow). */
@Component
class Provider {

    /** What a provider tells of itself (OpenID Connect Discovery 1.0). */
    record Metadata(
            String issuer,
            @JsonProperty("authorization_endpoint") String authorizationEndpoint,
            @JsonProperty("token_endpoint") String tokenEndpoint,
            @JsonProperty("jwks_uri") String jwksUri) {}

    private record TokenAnswer(@JsonProperty("id_token") String idToken) {}

    private final RestClient http;
    private final Settings.Oidc settings;
    private Metadata metadata;
    private IdTokens idTokens;

    Provider(RestClient.Builder http, Settings settings) {
        this.http = http.build();
        this.settings = settings.oidc();
    }

    String authorizationEndpoint() {
        return discover().authorizationEndpoint();
    }

    /** Trades the code for an ID token, whose claims are given once all of it is proven (§3.1.3). */
    JWTClaimsSet redeem(String code, OidcLogin login, String redirectUri) {
        MultiValueMap<String, String> form = new LinkedMultiValueMap<>();
        form.add("grant_type", "authorization_code");
        form.add("code", code);
        form.add("redirect_uri", redirectUri);
        form.add("code_verifier", login.getCodeVerifier());
        form.add("client_id", settings.clientId());
        form.add("client_secret", settings.clientSecret());
        try {
            TokenAnswer answer = http.post()
                    .uri(discover().tokenEndpoint())
                    .body(form)
                    .retrieve()
                    .body(TokenAnswer.class);
            if (answer == null || answer.idToken() == null) {
                throw new ProviderException("the provider sent no ID token");
            }
            return idTokens.verify(answer.idToken(), login.getNonce());
        } catch (RestClientException error) {
            throw new ProviderException("the provider did not take the code", error);
        } catch (ParseException | BadJOSEException | JOSEException error) {
            throw new ProviderException("the ID token is not valid", error);
        }
    }

    /** The provider's endpoints and keys, asked for once, when they are needed first. */
    private synchronized Metadata discover() {
        if (metadata == null) {
            Metadata found;
            try {
                found = http.get()
                        .uri(settings.issuer() + "/.well-known/openid-configuration")
                        .retrieve()
                        .body(Metadata.class);
            } catch (RestClientException error) {
                throw new ProviderException("the provider does not say where its endpoints are", error);
            }
            if (found == null || !settings.issuer().equals(found.issuer())) {
                throw new ProviderException("the provider names another issuer");
            }
            idTokens = new IdTokens(found.jwksUri(), settings);
            metadata = found;
        }
        return metadata;
    }
}
