import smtplib
from email.message import EmailMessage
from urllib.parse import unquote, urlsplit

from flask import current_app

from app.models import Feedback


class MailRefusedError(Exception):
    """The mail was not accepted; `permanent` says whether it never will be (RFC 5321 §4.2.1)."""

    def __init__(self, message: str, *, permanent: bool) -> None:
        super().__init__(message)
        self.permanent = permanent


def send_confirmation(feedback: Feedback) -> None:
    """Sends the mail.

    Raises:
        MailRefusedError: It was not accepted, for whatever reason: no mail may take the worker down.
    """
    try:
        _send(_confirmation(feedback))
    except smtplib.SMTPRecipientsRefused as error:
        code, text = next(iter(error.recipients.values()))
        raise _refused(code, text) from error
    except smtplib.SMTPResponseException as error:
        raise _refused(error.smtp_code, error.smtp_error) from error
    except (smtplib.SMTPException, OSError) as error:
        raise MailRefusedError(f"no answer from the mail server: {error}", permanent=False) from error
    except ValueError as error:
        raise MailRefusedError(f"it cannot be written as a mail: {error}", permanent=True) from error


def _confirmation(feedback: Feedback) -> EmailMessage:
    mail = EmailMessage()
    # The same for each attempt: should the mail be sent twice after a crash, both are seen to be one.
    mail["Message-ID"] = f"<{feedback.id}@feedback.example.com>"
    mail["From"] = current_app.config["MAIL_FROM"]
    mail["To"] = feedback.email
    mail["Subject"] = "Thank you for your feedback"
    link = f"{current_app.config['BASE_URL']}{feedback.status_path}"
    mail.set_content(f"Thank you, your feedback has arrived.\n\nWhat became of it: {link}\n")
    return mail


def _send(mail: EmailMessage) -> None:
    server = urlsplit(current_app.config["SMTP_URL"])
    timeout = current_app.config["MAIL_TIMEOUT_SECONDS"]
    with smtplib.SMTP(server.hostname or "localhost", server.port or 25, timeout=timeout) as smtp:
        if server.username:
            smtp.login(unquote(server.username), unquote(server.password or ""))
        smtp.send_message(mail)


def _refused(code: int, text: bytes | str) -> MailRefusedError:
    words = text.decode(errors="replace") if isinstance(text, bytes) else text
    return MailRefusedError(f"{code} {words}", permanent=code >= 500)
