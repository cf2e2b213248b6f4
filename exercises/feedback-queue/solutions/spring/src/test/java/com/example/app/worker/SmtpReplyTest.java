package com.example.app.worker;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.mail.SendFailedException;
import jakarta.mail.internet.InternetAddress;
import java.net.SocketTimeoutException;
import java.util.Map;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.junit.jupiter.api.Test;
import org.springframework.mail.MailSendException;

class SmtpReplyTest {

    @Test
    void findsTheRefusalOfARecipient() throws Exception {
        var refusal = new SMTPAddressFailedException(
                new InternetAddress("anna@example.com"), "RCPT TO", 550, "550 5.1.1 No such user\n");
        var error = new MailSendException(Map.of(new Object(), new SendFailedException("Invalid Addresses", refusal)));

        assertThat(SmtpReply.in(error)).contains(new SmtpReply(550, "550 5.1.1 No such user"));
    }

    @Test
    void findsNoneInATimeout() {
        var error = new MailSendException("Mail server connection failed", new SocketTimeoutException());

        assertThat(SmtpReply.in(error)).isEmpty();
    }
}
