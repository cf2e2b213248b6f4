package com.example.app.mail;

import com.example.app.Settings;
import org.springframework.mail.SimpleMailMessage;
import org.springframework.mail.javamail.JavaMailSender;
import org.springframework.scheduling.annotation.Async;
import org.springframework.stereotype.Component;

/** They are sent behind the answer: neither its time nor its status tells whether an address gets a mail. */
@Component
@Async
public class AccountMails {

    private static final String FROM = "Accounts <no-reply@example.com>";

    private final JavaMailSender sender;
    private final String baseUrl;

    AccountMails(JavaMailSender sender, Settings settings) {
        this.sender = sender;
        baseUrl = settings.baseUrl();
    }

    public void confirmation(String to, String token) {
        send(to, "Confirm your address", """
                Open this link to finish your registration:

                %s/confirm?token=%s
                """.formatted(baseUrl, token));
    }

    public void alreadyRegistered(String to) {
        send(to, "You have an account already", """
                Somebody, perhaps you, tried to register with your address. You have an account already.
                """);
    }

    public void reset(String to, String token) {
        send(to, "Set a new password", """
                Open this link to set a new password:

                %s/reset?token=%s
                """.formatted(baseUrl, token));
    }

    private void send(String to, String subject, String text) {
        SimpleMailMessage mail = new SimpleMailMessage();
        mail.setFrom(FROM);
        mail.setTo(to);
        mail.setSubject(subject);
        mail.setText(text);
        sender.send(mail);
    }
}
