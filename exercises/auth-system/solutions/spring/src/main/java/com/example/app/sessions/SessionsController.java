package com.example.app.sessions;

import com.example.app.errors.ApiException;
import com.example.app.fields.FieldReader;
import com.example.app.fields.Rule;
import com.example.app.secrets.Passwords;
import com.example.app.users.User;
import com.example.app.users.UserService;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/auth")
class SessionsController {

    private final UserService users;
    private final SessionService sessions;
    private final Passwords passwords;
    private final Lockout lockout;

    SessionsController(UserService users, SessionService sessions, Passwords passwords, Lockout lockout) {
        this.users = users;
        this.sessions = sessions;
        this.passwords = passwords;
        this.lockout = lockout;
    }

    @PostMapping("/login")
    ResponseEntity<Tokens> login(@RequestBody ObjectNode body) {
        FieldReader fields = new FieldReader(body);
        String email = Rule.canonicalEmail(fields.text("email", Rule.EMAIL));
        String password = fields.text("password", Rule.ANYTHING); // the rules for new ones are not held against it
        fields.refuseIfWrong();

        lockout.countAttempt(email);
        Optional<User> known = users.findByEmail(email);
        if (!passwords.matches(password, known.map(User::getPasswordHash).orElse(null))) {
            throw new ApiException(HttpStatus.UNAUTHORIZED, "E-mail address or password is wrong.");
        }
        lockout.forgetAttempts(email);
        return sessions.begin(known.orElseThrow()).asAnswer();
    }

    @PostMapping("/refresh")
    ResponseEntity<Tokens> refresh(@RequestBody ObjectNode body) {
        FieldReader fields = new FieldReader(body);
        String token = fields.text("refresh_token", Rule.ANYTHING);
        fields.refuseIfWrong();

        return sessions.refresh(token)
                .orElseThrow(() -> new ApiException(HttpStatus.UNAUTHORIZED, "The refresh token is not valid."))
                .asAnswer();
    }

    @PostMapping("/logout")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void logout(Session session) {
        sessions.end(session.getId());
    }
}
