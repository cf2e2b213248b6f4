import smtplib
from email.message import EmailMessage
from urllib.parse import unquote, urlsplit

from app import config

TIMEOUT = 5  # seconds


def _send(to: str, subject: str, text: str) -> None:
    mail = EmailMessage()
    mail["From"] = "Accounts <no-reply@example.com>"
    mail["To"] = to
    mail["Subject"] = subject
    mail.set_content(text)
    server = urlsplit(config.SMTP_URL)
    with smtplib.SMTP(server.hostname or "", server.port or 25, timeout=TIMEOUT) as smtp:
        smtp.login(unquote(server.username or ""), unquote(server.password or ""))
        smtp.send_message(mail)


def mail_confirmation(to: str, token: str) -> None:
    link = f"{config.BASE_URL}/confirm?token={token}"
    _send(to, "Confirm your address", f"Open this link to finish your registration:\n\n{link}\n")


def mail_already_registered(to: str) -> None:
    _send(
        to,
        "You have an account already",
        "Somebody, perhaps you, tried to register with your address. You have an account already.\n",
    )


def mail_reset(to: str, token: str) -> None:
    link = f"{config.BASE_URL}/reset?token={token}"
    _send(to, "Set a new password", f"Open this link to set a new password:\n\n{link}\n")
