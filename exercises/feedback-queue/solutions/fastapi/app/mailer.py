import smtplib
from email.message import EmailMessage
from urllib.parse import unquote, urlsplit
from uuid import UUID

from app.config import config


class MailRefusedError(Exception):
    """The mail was not accepted; `permanent` says whether it never will be (RFC 5321 §4.2.1)."""

    def __init__(self, message: str, *, permanent: bool) -> None:
        super().__init__(message)
        self.permanent = permanent


def send_confirmation(feedback_id: UUID, email: str) -> None:
    """Sends the mail.

    Raises:
        MailRefusedError: For whatever reason it was not accepted: no job may take the worker down.
    """
    try:
        _send(_confirmation(feedback_id, email))
    except smtplib.SMTPRecipientsRefused as error:
        code, text = next(iter(error.recipients.values()))
        raise _refused(code, text) from error
    except smtplib.SMTPResponseException as error:
        raise _refused(error.smtp_code, error.smtp_error) from error
    except (smtplib.SMTPException, OSError) as error:
        raise MailRefusedError(f"no answer from the mail server: {error}", permanent=False) from error
    except ValueError as error:
        raise MailRefusedError(f"this cannot be written as a mail: {error}", permanent=True) from error


def _confirmation(feedback_id: UUID, email: str) -> EmailMessage:
    message = EmailMessage()
    # Should the mail have to be sent again after a crash, this tells mail programs that it is the same one.
    message["Message-ID"] = f"<{feedback_id}@feedback.example.com>"
    message["From"] = config().mail_from
    message["To"] = email
    message["Subject"] = "Thank you for your feedback"
    message.set_content(
        "We have received your feedback, thank you.\n\n"
        f"What became of it: {config().base_url}/feedback/{feedback_id}\n"
    )
    return message


def _send(message: EmailMessage) -> None:
    server = urlsplit(config().smtp_url)
    with smtplib.SMTP(
        server.hostname or "localhost", server.port or 25, timeout=config().mail_timeout_seconds
    ) as smtp:
        if server.username:
            smtp.login(unquote(server.username), unquote(server.password or ""))
        smtp.send_message(message)


def _refused(code: int, text: bytes | str) -> MailRefusedError:
    words = text.decode(errors="replace") if isinstance(text, bytes) else text
    return MailRefusedError(f"{code} {words}", permanent=code >= 500)
