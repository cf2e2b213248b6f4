package com.example.app.worker;

import com.example.app.Settings;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.springframework.context.annotation.Profile;
import org.springframework.mail.MailException;
import org.springframework.mail.javamail.JavaMailSenderImpl;
import org.springframework.stereotype.Component;

@Component
@Profile("worker")
class Mailer {

    private final JavaMailSenderImpl sender;
    private final Settings settings;

    Mailer(JavaMailSenderImpl sender, Settings settings) {
        this.sender = sender;
        this.settings = settings;
        String milliseconds = Long.toString((long) (settings.mailTimeoutSeconds() * 1000));
        for (String what : new String[] {"connectiontimeout", "timeout", "writetimeout"}) {
            sender.getJavaMailProperties().setProperty("mail.smtp." + what, milliseconds);
        }
    }

    void sendConfirmation(UUID feedbackId, String email) throws MailRefusedException {
        MimeMessage message;
        try {
            message = confirmation(feedbackId, email);
        } catch (MessagingException error) {
            throw new MailRefusedException("this cannot be written as a mail: " + error.getMessage(), true, error);
        }
        try {
            sender.send(message);
        } catch (MailException error) {
            throw SmtpReply.in(error)
                    .map(reply -> new MailRefusedException(reply.text(), reply.isPermanent(), error))
                    .orElseGet(() -> new MailRefusedException(
                            "no answer from the mail server: " + error.getMostSpecificCause(), false, error));
        }
    }

    private MimeMessage confirmation(UUID feedbackId, String email) throws MessagingException {
        MimeMessage message = sender.createMimeMessage();
        // Should the mail have to be sent again after a crash, this tells mail programs that it is the same one.
        message.setHeader("Message-ID", "<" + feedbackId + "@feedback.example.com>");
        message.setFrom(settings.mailFrom());
        message.setRecipient(MimeMessage.RecipientType.TO, address(email));
        message.setSubject("Thank you for your feedback", StandardCharsets.UTF_8.name());
        message.setText("""
                We have received your feedback, thank you.

                What became of it: %s/feedback/%s
                """.formatted(settings.baseUrl(), feedbackId), StandardCharsets.UTF_8.name());
        return message;
    }

    private static InternetAddress address(String email) throws AddressException {
        return new InternetAddress(email, true);
    }
}
