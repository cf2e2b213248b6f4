package com.example.app.worker;

import jakarta.mail.MessagingException;
import java.util.Optional;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.eclipse.angus.mail.smtp.SMTPSenderFailedException;
import org.springframework.mail.MailSendException;

/** What a mail server has answered: a code and words. */
record SmtpReply(int code, String text) {

    private static final int FIRST_PERMANENT = 500;

    boolean isPermanent() {
        return code >= FIRST_PERMANENT;
    }

    /** Finds the reply in what Spring makes of what Jakarta Mail makes of it. */
    static Optional<SmtpReply> in(Throwable error) {
        if (error instanceof MailSendException several) {
            for (Exception one : several.getMessageExceptions()) {
                Optional<SmtpReply> reply = inOne(one);
                if (reply.isPresent()) return reply;
            }
        }
        return inOne(error);
    }

    private static Optional<SmtpReply> inOne(Throwable error) {
        for (Throwable each = error; each != null; each = next(each)) {
            int code = codeOf(each);
            if (code >= 400)
                return Optional.of(new SmtpReply(code, each.getMessage().strip()));
        }
        return Optional.empty();
    }

    private static int codeOf(Throwable error) {
        return switch (error) {
            case SMTPAddressFailedException recipient -> recipient.getReturnCode();
            case SMTPSenderFailedException sender -> sender.getReturnCode();
            case SMTPSendFailedException message -> message.getReturnCode();
            default -> -1;
        };
    }

    /** Jakarta Mail chains its exceptions in a way of its own. */
    private static Throwable next(Throwable error) {
        if (error instanceof MessagingException mail && mail.getNextException() != null) return mail.getNextException();
        return error.getCause();
    }
}
