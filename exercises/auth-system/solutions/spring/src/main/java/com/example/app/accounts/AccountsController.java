package com.example.app.accounts;

import com.example.app.errors.ApiException;
import com.example.app.fields.FieldReader;
import com.example.app.fields.Rule;
import com.example.app.mail.AccountMails;
import com.example.app.secrets.Passwords;
import com.example.app.users.UserService;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Whoever asks learns nothing about who has an account; the owner of the address does, by mail. */
@RestController
@RequestMapping("/auth")
class AccountsController {

    record Message(String message) {}

    private final RegistrationService registrations;
    private final PasswordResetService resets;
    private final UserService users;
    private final Passwords passwords;
    private final AccountMails mails;

    AccountsController(
            RegistrationService registrations,
            PasswordResetService resets,
            UserService users,
            Passwords passwords,
            AccountMails mails) {
        this.registrations = registrations;
        this.resets = resets;
        this.users = users;
        this.passwords = passwords;
        this.mails = mails;
    }

    @PostMapping("/register")
    @ResponseStatus(HttpStatus.ACCEPTED)
    Message register(@RequestBody ObjectNode body) {
        FieldReader fields = new FieldReader(body);
        String email = Rule.canonicalEmail(fields.text("email", Rule.EMAIL));
        String password = fields.text("password", Rule.NEW_PASSWORD);
        String name = fields.text("name", Rule.NAME);
        fields.refuseIfWrong();

        String hash = passwords.hash(password);
        if (users.findByEmail(email).isPresent()) {
            mails.alreadyRegistered(email);
        } else {
            mails.confirmation(email, registrations.keep(email, name, hash));
        }
        return new Message("We have sent you a mail. Open the link in it.");
    }

    @PostMapping("/confirm")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void confirm(@RequestBody ObjectNode body) {
        FieldReader fields = new FieldReader(body);
        String token = fields.text("token", Rule.ANYTHING);
        fields.refuseIfWrong();

        if (!registrations.confirm(token)) {
            throw invalidToken();
        }
    }

    @PostMapping("/forgot")
    @ResponseStatus(HttpStatus.ACCEPTED)
    Message forgot(@RequestBody ObjectNode body) {
        FieldReader fields = new FieldReader(body);
        String email = Rule.canonicalEmail(fields.text("email", Rule.EMAIL));
        fields.refuseIfWrong();

        users.findByEmail(email).ifPresent(user -> mails.reset(email, resets.keep(user)));
        return new Message("If there is an account with this address, it gets a mail.");
    }

    @PostMapping("/reset")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void reset(@RequestBody ObjectNode body) {
        FieldReader fields = new FieldReader(body);
        String token = fields.text("token", Rule.ANYTHING);
        String password = fields.text("password", Rule.NEW_PASSWORD);
        fields.refuseIfWrong();

        if (!resets.reset(token, passwords.hash(password))) {
            throw invalidToken();
        }
    }

    private static ApiException invalidToken() {
        return new ApiException(HttpStatus.BAD_REQUEST, "The link is not valid any more.");
    }
}
