package com.example.app.oidc;

import com.example.app.Settings;
import com.example.app.errors.ApiException;
import com.example.app.oidc.IdentityService.Person;
import com.example.app.secrets.Secrets;
import com.example.app.sessions.SessionService;
import com.example.app.sessions.Tokens;
import com.example.app.users.User;
import com.nimbusds.jwt.JWTClaimsSet;
import java.net.URI;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseCookie;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.CookieValue;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.util.UriComponentsBuilder;

@RestController
@RequestMapping(OidcController.PATH)
class OidcController {

    static final String PATH = "/auth/oidc";
    private static final String COOKIE = "oidc_login";
    private static final Logger log = LoggerFactory.getLogger(OidcController.class);

    private final Provider provider;
    private final OidcLoginService logins;
    private final IdentityService identities;
    private final SessionService sessions;
    private final Settings settings;
    private final String redirectUri;

    OidcController(
            Provider provider,
            OidcLoginService logins,
            IdentityService identities,
            SessionService sessions,
            Settings settings) {
        this.provider = provider;
        this.logins = logins;
        this.identities = identities;
        this.sessions = sessions;
        this.settings = settings;
        redirectUri = settings.baseUrl() + PATH + "/callback";
    }

    @GetMapping("/login")
    ResponseEntity<Void> login() {
        String endpoint = endpoint();
        String browser = Secrets.create();
        OidcLogin login = logins.begin(browser);
        URI address = UriComponentsBuilder.fromUriString(endpoint)
                .queryParam("response_type", "code")
                .queryParam("client_id", "{client}")
                .queryParam("redirect_uri", "{redirect}")
                .queryParam("scope", "{scope}")
                .queryParam("state", login.getState())
                .queryParam("nonce", login.getNonce())
                .queryParam("code_challenge", Secrets.base64Url(Secrets.digest(login.getCodeVerifier())))
                .queryParam("code_challenge_method", "S256")
                .encode()
                .buildAndExpand(settings.oidc().clientId(), redirectUri, "openid email profile")
                .toUri();
        return ResponseEntity.status(HttpStatus.FOUND)
                .location(address)
                .header(HttpHeaders.SET_COOKIE, cookie(browser).toString())
                .build();
    }

    @GetMapping("/callback")
    ResponseEntity<Tokens> callback(
            @CookieValue(name = COOKIE) Optional<String> browser,
            @RequestParam(defaultValue = "") String state,
            @RequestParam(defaultValue = "") String code) {
        // The cookie says which login this browser began, and the state that the provider sends back the answer to it.
        OidcLogin login = browser.flatMap(logins::take)
                .filter(begun -> begun.getState().equals(state) && !code.isEmpty())
                .orElseThrow(OidcController::failed);
        User user = identities
                .findOrCreate(identify(code, login))
                .orElseThrow(() ->
                        new ApiException(HttpStatus.FORBIDDEN, "The provider has not verified your e-mail address."));
        return sessions.begin(user).asAnswer();
    }

    private String endpoint() {
        try {
            return provider.authorizationEndpoint();
        } catch (ProviderException error) {
            log.warn("the provider cannot be asked: {}", error.getMessage());
            throw new ApiException(HttpStatus.BAD_GATEWAY, "The provider does not answer. Try again later.");
        }
    }

    private Person identify(String code, OidcLogin login) {
        try {
            return personIn(provider.redeem(code, login, redirectUri));
        } catch (ProviderException error) {
            log.warn("login at the provider failed: {}", error.getMessage());
            throw failed();
        }
    }

    private static Person personIn(JWTClaimsSet claims) {
        return new Person(
                claims.getIssuer(),
                claims.getSubject(),
                claims.getClaim("email") instanceof String email ? email : null,
                Boolean.TRUE.equals(claims.getClaim("email_verified")),
                claims.getClaim("name") instanceof String name ? name : null);
    }

    private ResponseCookie cookie(String browser) {
        return ResponseCookie.from(COOKIE, browser)
                .path(PATH)
                .httpOnly(true)
                .sameSite("Lax") // it has to come along when the provider sends the browser back
                .secure(settings.baseUrl().startsWith("https:"))
                .build();
    }

    private static ApiException failed() {
        return new ApiException(HttpStatus.BAD_REQUEST, "The login did not succeed. Begin again.");
    }
}
