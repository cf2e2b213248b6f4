import smtplib
from email.message import EmailMessage
from urllib.parse import unquote, urlsplit

from flask import current_app

TIMEOUT = 5  # seconds


def mail_confirmation(to: str, token: str) -> None:
    _send(
        to,
        "Confirm your address",
        f"Open this link to finish your registration:\n\n{_link('confirm', token)}\n",
    )


def mail_already_registered(to: str) -> None:
    _send(
        to,
        "You have an account already",
        "Somebody, perhaps you, wanted to register with your address. You have an account already.\n",
    )


def mail_reset(to: str, token: str) -> None:
    _send(to, "Set a new password", f"Open this link to set a new password:\n\n{_link('reset', token)}\n")


def _link(page: str, token: str) -> str:
    return f"{current_app.config['BASE_URL']}/{page}?token={token}"


def _send(to: str, subject: str, text: str) -> None:
    mail = EmailMessage()
    mail["From"] = "Accounts <no-reply@example.com>"
    mail["To"] = to
    mail["Subject"] = subject
    mail.set_content(text)
    server = urlsplit(current_app.config["SMTP_URL"])
    with smtplib.SMTP(server.hostname or "", server.port or 25, timeout=TIMEOUT) as smtp:
        smtp.login(unquote(server.username or ""), unquote(server.password or ""))
        smtp.send_message(mail)
