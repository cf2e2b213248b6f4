from __future__ import annotations

import smtplib
import socket
import threading
import time
from email.message import EmailMessage
from typing import TYPE_CHECKING

import pytest

from roadmap_lab.checks.failure import CheckFailed
from roadmap_lab.checks.stand_ins import mail as mail_module
from roadmap_lab.checks.stand_ins.mail import MailSink

if TYPE_CHECKING:
    from collections.abc import Iterator

USER = "app"
PASSWORD = "p-7"
ANNA = "anna@example.com"
BEN = "ben@example.com"


@pytest.fixture
def sink() -> Iterator[MailSink]:
    sink = MailSink(0, USER, PASSWORD)
    sink.start()
    try:
        yield sink
    finally:
        sink.stop()


def login(sink: MailSink) -> smtplib.SMTP:
    client = smtplib.SMTP("localhost", sink.port, timeout=5)
    client.login(USER, PASSWORD)
    return client


def mail(to: str = ANNA, *, subject: str = "Hello", text: str = "A text.", html: str = "") -> EmailMessage:
    message = EmailMessage()
    message["From"] = "shop@example.com"
    message["To"] = to
    message["Subject"] = subject
    message.set_content(text)
    if html:
        message.add_alternative(html, subtype="html")
    return message


def send(sink: MailSink, message: EmailMessage | None = None) -> None:
    with login(sink) as client:
        client.send_message(message or mail())


def test_a_mail_is_kept_with_its_headers_and_both_parts(sink: MailSink) -> None:
    message = mail(subject="Žluť 👍", text="Grüße\n", html="<p>Grüße</p>")
    message["X-Tag"] = "one"
    send(sink, message)

    (kept,) = sink.wait_for(ANNA)

    assert kept.sender == "shop@example.com"
    assert kept.recipients == (ANNA,)
    assert kept.subject == "Žluť 👍"
    assert kept.headers["x-tag"] == "one"
    assert kept.headers["from"] == "shop@example.com"
    assert kept.text == "Grüße\n"
    assert kept.html == "<p>Grüße</p>\n"


def test_links_come_from_both_parts_each_once_in_order(sink: MailSink) -> None:
    send(
        sink,
        mail(
            text="See http://localhost:3000/a?x=1&y=2, or (https://example.com/b). mailto:x@y.z",
            html='<a href="https://example.com/b">b</a> <A HREF=" http://localhost/c?d=1&amp;e=2 ">c</A> '
            "<a href='/d'>d</a> http://localhost/e.",
        ),
    )

    assert sink.wait_for(ANNA)[0].links == (
        "http://localhost:3000/a?x=1&y=2",
        "https://example.com/b",
        "http://localhost/c?d=1&e=2",
        "http://localhost/e",
    )


def test_what_only_begins_like_a_link_is_none(sink: MailSink) -> None:
    send(
        sink, mail(text="See http://[confirm?token=x", html='<a href="http://[::1">a</a> http://localhost/b')
    )

    assert sink.wait_for(ANNA)[0].links == ("http://localhost/b",)


def test_long_links_survive_the_encoding_of_the_transfer(sink: MailSink) -> None:
    link = "http://localhost:3000/confirm?token=" + "a=b-" * 60
    send(sink, mail(text=f"Ü {link}", html=f'<a href="{link}">ü</a>'))

    assert sink.wait_for(ANNA)[0].links == (link,)


@pytest.mark.parametrize("mechanism", ["auth_plain", "auth_login"])
def test_both_mechanisms_authenticate(sink: MailSink, mechanism: str) -> None:
    with smtplib.SMTP("localhost", sink.port, timeout=5) as client:
        client.ehlo()
        client.user, client.password = USER, PASSWORD
        client.auth(mechanism.removeprefix("auth_").upper(), getattr(client, mechanism))
        client.send_message(mail())

    assert len(sink.messages(ANNA)) == 1


def test_a_wrong_password_is_refused(sink: MailSink) -> None:
    with (
        smtplib.SMTP("localhost", sink.port, timeout=5) as client,
        pytest.raises(smtplib.SMTPAuthenticationError),
    ):
        client.login(USER, "p-8")


def test_nobody_sends_without_a_login(sink: MailSink) -> None:
    with (
        smtplib.SMTP("localhost", sink.port, timeout=5) as client,
        pytest.raises(smtplib.SMTPSenderRefused) as error,
    ):
        client.send_message(mail())

    assert error.value.smtp_code == 530
    assert sink.messages() == []


def test_it_answers_under_both_addresses_of_localhost(sink: MailSink) -> None:
    for family, address in ((socket.AF_INET, "127.0.0.1"), (socket.AF_INET6, "::1")):
        try:
            socket.create_server((address, 0), family=family).close()
        except OSError:
            continue
        with smtplib.SMTP(address, sink.port, timeout=5) as client:
            assert client.noop()[0] == 250


def test_messages_are_those_to_one_address_whatever_its_case(sink: MailSink) -> None:
    send(sink)
    send(sink, mail(BEN, subject="For Ben"))

    assert [one.subject for one in sink.messages("Ben@Example.COM")] == ["For Ben"]
    assert len(sink.messages()) == 2


def test_waiting_ends_as_soon_as_the_mail_is_there(sink: MailSink) -> None:
    threading.Timer(0.1, send, [sink]).start()
    start = time.monotonic()

    sink.wait_for(ANNA, seconds=5)

    assert time.monotonic() - start < 3


def test_waiting_in_vain_says_what_came_instead(sink: MailSink) -> None:
    send(sink, mail(BEN))

    with pytest.raises(CheckFailed) as error:
        sink.wait_for(ANNA, seconds=0.05)

    assert error.value.evidence.expected == f"a mail to {ANNA} within 0.05 s"
    assert error.value.evidence.actual == f"none came; mails to {BEN} came"


def test_too_few_mails_say_how_many_came(sink: MailSink) -> None:
    send(sink)

    with pytest.raises(CheckFailed) as error:
        sink.wait_for(ANNA, count=2, seconds=0.05)

    assert error.value.evidence.expected == f"2 mails to {ANNA} within 0.05 s"
    assert error.value.evidence.actual == "1: 'Hello'"


def test_none_for_fails_when_one_comes(sink: MailSink) -> None:
    sink.none_for(ANNA, 0.05)
    send(sink)

    with pytest.raises(CheckFailed, match=f"no mail to {ANNA}"):
        sink.none_for(ANNA, 0.05)


def test_refused_mails_count_as_attempts_but_do_not_arrive(sink: MailSink) -> None:
    sink.refuse(451, times=2)
    for _ in range(2):
        with login(sink) as client, pytest.raises(smtplib.SMTPRecipientsRefused) as error:
            client.send_message(mail())
        assert error.value.recipients[ANNA][0] == 451
    send(sink)

    tried = sink.wait_for_attempts(ANNA, 3)
    assert len(tried) == 3
    assert tried[0].at < tried[1].at < tried[2].at
    assert len(sink.messages(ANNA)) == 1


def test_a_refusal_may_be_for_one_address_only(sink: MailSink) -> None:
    sink.refuse(550, to="Anna@example.com")
    send(sink, mail(BEN))
    with login(sink) as client, pytest.raises(smtplib.SMTPRecipientsRefused):
        client.send_message(mail())

    assert sink.messages(ANNA) == []
    assert len(sink.messages(BEN)) == 1


def test_a_refusal_may_come_after_the_content(sink: MailSink) -> None:
    sink.refuse(451, at="DATA")
    with login(sink) as client, pytest.raises(smtplib.SMTPDataError):
        client.send_message(mail())

    assert sink.messages() == []


def test_accept_ends_a_refusal_without_end(sink: MailSink) -> None:
    sink.refuse()
    with login(sink) as client, pytest.raises(smtplib.SMTPRecipientsRefused):
        client.send_message(mail())
    sink.accept()
    send(sink)

    assert len(sink.messages(ANNA)) == 1


def test_attempts_in_vain_say_how_many_there_were(sink: MailSink) -> None:
    with pytest.raises(CheckFailed) as error:
        sink.wait_for_attempts(ANNA, 2, 0.05)

    assert error.value.evidence.actual == "none"


def test_a_slow_mail_arrives_late(sink: MailSink) -> None:
    sink.slow(0.2, to=ANNA)
    start = time.monotonic()
    send(sink, mail(BEN))
    quick = time.monotonic() - start
    send(sink)

    assert quick < 0.2
    assert time.monotonic() - start >= 0.2
    assert len(sink.messages(ANNA)) == 1


def test_a_mail_that_was_begun_stays_slow(sink: MailSink) -> None:
    sink.slow(0.2)
    with login(sink) as client:
        client.mail("shop@example.com")
        client.rcpt(ANNA)
        sink.accept()
        start = time.monotonic()
        client.data(b"Subject: Hello\r\n\r\nA text.\r\n")

    assert time.monotonic() - start >= 0.2


def hang_up_in_the_middle(sink: MailSink) -> None:
    client = login(sink)
    client.mail("shop@example.com")
    client.rcpt(ANNA)
    client.docmd("DATA")
    client.send(b"Subject: Hello\r\n\r\nA text.\r\n.\r\n")
    time.sleep(0.1)
    client.close()


def test_a_mail_whose_client_dies_meanwhile_has_not_arrived(sink: MailSink) -> None:
    sink.slow(0.4)
    hang_up_in_the_middle(sink)

    sink.none_for(ANNA, 0.5)
    assert len(sink.attempts(ANNA)) == 1


def test_a_mail_that_is_kept_first_has_arrived_though_its_client_never_heard(sink: MailSink) -> None:
    sink.slow(0.4, kept_first=True)
    hang_up_in_the_middle(sink)

    assert len(sink.wait_for(ANNA, seconds=0.1)) == 1


def test_clear_forgets_mails_and_attempts(sink: MailSink) -> None:
    send(sink)
    sink.clear()

    assert sink.messages() == []
    assert sink.attempts() == []


def test_a_mail_above_the_cap_is_refused(sink: MailSink) -> None:
    with login(sink) as client, pytest.raises(smtplib.SMTPException):
        client.send_message(mail(text="x" * (mail_module.MAIL_CAP + 1)))

    assert sink.messages() == []


def test_no_more_than_so_many_mails_are_kept(sink: MailSink, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(mail_module, "MAILS_CAP", 1)
    send(sink)
    with login(sink) as client, pytest.raises(smtplib.SMTPDataError) as error:
        client.send_message(mail())

    assert error.value.smtp_code == 452
    assert len(sink.messages()) == 1


def test_no_more_bytes_are_kept_than_there_is_memory_for(
    sink: MailSink, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(mail_module, "KEPT_CAP", 2000)
    send(sink, mail(text="x" * 50))
    with login(sink) as client, pytest.raises(smtplib.SMTPDataError) as error:
        client.send_message(mail(text="x" * 2000))
    sink.clear()
    send(sink, mail(text="x" * 1000))

    assert error.value.smtp_code == 452
    assert len(sink.messages()) == 1


def test_a_mail_has_no_more_recipients_than_the_standard_asks_for(sink: MailSink) -> None:
    with login(sink) as client:
        refused = client.sendmail(ANNA, [f"{number}@example.com" for number in range(101)], b"x")

    assert list(refused) == ["100@example.com"]
    assert refused["100@example.com"][0] == 452


def greeted(client: socket.socket) -> bytes:
    try:
        return client.recv(1)
    except ConnectionResetError:
        return b""


def test_clients_beyond_the_cap_are_turned_away(sink: MailSink, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(mail_module, "CONNECTIONS_CAP", 2)
    there = ("localhost", sink.port)
    with login(sink), login(sink), socket.create_connection(there, timeout=5) as third:
        assert not greeted(third)
    send(sink)
    assert len(sink.messages()) == 1


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"Subject: =?nonsense?q?x?=\r\n\r\nx",
        b"Content-Type: text/plain; charset=no-such\r\n\r\nx",
        b"Content-Type: multipart/mixed\r\n\r\nx",
        b"\xff\xfe",
    ],
)
def test_broken_mails_do_not_stop_it(sink: MailSink, content: bytes) -> None:
    with login(sink) as client:
        try:
            client.sendmail("shop@example.com", [ANNA], content)
        except smtplib.SMTPDataError as error:
            assert error.smtp_code == 554  # noqa: PT017
    send(sink, mail(BEN))

    assert len(sink.messages(BEN)) == 1


def test_it_can_be_stopped_twice_and_the_port_is_free_again(sink: MailSink) -> None:
    sink.stop()
    sink.stop()

    again = MailSink(sink.port, USER, PASSWORD)
    again.start()
    again.stop()
