"""A mail server that keeps what it is given, and that can be told to refuse or be slow."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import socket
import threading
import time
from collections import Counter
from dataclasses import dataclass
from hmac import compare_digest
from typing import TYPE_CHECKING, Any, Literal, NoReturn
from weakref import WeakKeyDictionary

from aiosmtpd.smtp import SMTP, AuthResult, LoginPassword

from roadmap_lab.checks.failure import CheckFailed, Evidence
from roadmap_lab.checks.stand_ins.message import Message, read_message

if TYPE_CHECKING:
    from aiosmtpd.smtp import Envelope, Session

MAIL_CAP = 1024 * 1024  # bytes of one mail
MAILS_CAP = 1000
KEPT_CAP = 64 * 1024 * 1024  # bytes of all mails together
RECIPIENTS_CAP = 100  # of one mail; RFC 5321 §4.5.3.1.8
ATTEMPTS_CAP = 10_000
CONNECTIONS_CAP = 100
IDLE_SECONDS = 60.0
START_SECONDS = 5.0
_SHOWN = 5

logging.getLogger("mail.log").addHandler(logging.NullHandler())  # aiosmtpd's; what it warns of is meant so

Stage = Literal["RCPT", "DATA"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Attempt:
    """One try to hand over a mail, whatever came of it.

    Attributes:
        recipient: Whom the mail was for.
        at: When the recipient was named, by `time.monotonic`.
    """

    recipient: str
    at: float


@dataclass(slots=True, kw_only=True)
class _Refusal:
    code: int
    left: int | None  # mails; None for no end
    to: str | None
    at: Stage

    def concerns(self, recipient: str, stage: Stage) -> bool:
        return self.at == stage and self.left != 0 and self.to in {None, recipient}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Slowness:
    seconds: float
    to: str | None
    kept_first: bool


class MailSink:
    """An SMTP server on `localhost` for the learner's program; AUTH (PLAIN or LOGIN) is required, TLS is not.

    Addresses are compared without regard to case. All methods may be called from any thread.

    Args:
        port: Where to listen; 0 for any free port (then see the attribute of that name).
        user: Who may send.
        password: That user's password.
    """

    def __init__(self, port: int, user: str, password: str) -> None:
        self.port = port
        self._user = user
        self._password = password
        self._changed = threading.Condition()
        self._messages: list[Message] = []
        self._kept = 0
        self._attempts: list[Attempt] = []
        self._connections: set[SMTP] = set()
        self._refusal: _Refusal | None = None
        self._slowness: _Slowness | None = None
        self._thread: threading.Thread | None = None
        self._loop: asyncio.AbstractEventLoop | None = None

    # Life -----------------------------------------------------------------------------------------

    def start(self) -> None:
        """Listens from now on, in a thread of its own.

        Raises:
            OSError: The port cannot be listened on.
        """
        sockets = _listening(self.port)
        self.port = sockets[0].getsockname()[1]
        listening = threading.Event()
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(
            target=self._run, args=(self._loop, sockets, listening), name="mail-sink", daemon=True
        )
        self._thread.start()
        if not listening.wait(START_SECONDS):
            raise OSError("the mail sink did not start")

    def stop(self) -> None:
        """Listens no more, and drops whoever is connected; what arrived stays."""
        if self._loop is None or self._thread is None:
            return
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(START_SECONDS)
        self._loop = self._thread = None

    # What arrived ---------------------------------------------------------------------------------

    def messages(self, to: str | None = None) -> list[Message]:
        """The mails that were accepted, in the order of their arrival: all, or those to one address."""
        with self._changed:
            return [one for one in self._messages if to is None or one.is_to(to)]

    def attempts(self, to: str | None = None) -> list[Attempt]:
        """Every try to send a mail, accepted or refused, in order: all, or those to one address."""
        with self._changed:
            return [one for one in self._attempts if to is None or one.recipient == to.lower()]

    def wait_for(self, to: str, count: int = 1, seconds: float = 5.0) -> list[Message]:
        """Waits until there are `count` mails to the address, and gives all that there are.

        Raises:
            CheckFailed: There were fewer when the time was up.
        """
        with self._changed:
            self._changed.wait_for(lambda: len(self.messages(to)) >= count, seconds)
            found = self.messages(to)
            if len(found) < count:
                wanted = "a mail" if count == 1 else f"{count} mails"
                _fail(f"{wanted} to {to} within {seconds:g} s", self._what_came(to))
            return found

    def wait_for_attempts(self, to: str, count: int = 1, seconds: float = 5.0) -> list[Attempt]:
        """Waits until sending to the address was tried `count` times, and gives all tries that there are.

        Raises:
            CheckFailed: It was tried fewer times when the time was up.
        """
        with self._changed:
            self._changed.wait_for(lambda: len(self.attempts(to)) >= count, seconds)
            found = self.attempts(to)
            if len(found) < count:
                wanted = "an attempt" if count == 1 else f"{count} attempts"
                _fail(f"{wanted} to send a mail to {to} within {seconds:g} s", f"{len(found) or 'none'}")
            return found

    def none_for(self, to: str, seconds: float) -> None:
        """Waits that long for a mail to the address not to come.

        Raises:
            CheckFailed: There is one.
        """
        with self._changed:
            if self._changed.wait_for(lambda: bool(self.messages(to)), seconds):
                _fail(f"no mail to {to}", self._what_came(to))

    def clear(self) -> None:
        """Forgets what arrived and what was tried."""
        with self._changed:
            self._messages.clear()
            self._kept = 0
            self._attempts.clear()

    # How it behaves -------------------------------------------------------------------------------

    def refuse(
        self, code: int = 451, times: int | None = None, *, to: str | None = None, at: Stage = "RCPT"
    ) -> None:
        """Refuses mails from now on.

        Args:
            code: The reply: 4xx for "not now", 5xx for "never" (RFC 5321 §4.2.1).
            times: How many mails; None for all until `accept`.
            to: Only mails to this address; None for mails to anybody.
            at: Which command is answered so.
        """
        with self._changed:
            self._refusal = _Refusal(code=code, left=times, to=to and to.lower(), at=at)

    def slow(self, seconds: float, *, to: str | None = None, kept_first: bool = False) -> None:
        """Takes that long over each mail that is begun from now on, until `accept`.

        Args:
            seconds: How long the last answer, the one to the mail's content, takes.
            to: Only for mails to this address; None for mails to anybody.
            kept_first: Whether the mail has arrived before the wait, so that a client that dies meanwhile
                never hears that it was accepted. Otherwise a mail whose client is gone has not arrived.
        """
        with self._changed:
            self._slowness = _Slowness(seconds=seconds, to=to and to.lower(), kept_first=kept_first)

    def accept(self) -> None:
        """Accepts every mail at once again."""
        with self._changed:
            self._refusal = self._slowness = None

    # SMTP; what follows runs in the sink's own thread ---------------------------------------------

    def _run(
        self, loop: asyncio.AbstractEventLoop, sockets: list[socket.socket], listening: threading.Event
    ) -> None:
        asyncio.set_event_loop(loop)
        loop.set_exception_handler(lambda _loop, _context: None)  # a broken client is not the checks' problem
        handler = _Handler(self)

        def connected() -> SMTP:
            return _Connection(
                self._connections,
                handler,
                data_size_limit=MAIL_CAP,
                enable_SMTPUTF8=True,
                hostname="localhost",
                ident="roadmap-lab",
                timeout=IDLE_SECONDS,
                auth_require_tls=False,
                authenticator=self._authenticate,
                loop=loop,
            )

        for one in sockets:
            loop.run_until_complete(loop.create_server(connected, sock=one, backlog=CONNECTIONS_CAP))
        loop.call_soon(listening.set)
        try:
            loop.run_forever()
        finally:
            for task in asyncio.all_tasks(loop):
                task.cancel()
            for one in sockets:
                one.close()
            with contextlib.suppress(RuntimeError):
                loop.run_until_complete(asyncio.sleep(0))
            loop.close()

    def _authenticate(
        self, _server: SMTP, _session: Session, _envelope: Envelope, _mechanism: str, data: object
    ) -> AuthResult:
        right = (
            isinstance(data, LoginPassword)
            and compare_digest(data.login, self._user.encode())
            and compare_digest(data.password, self._password.encode())
        )
        return AuthResult(success=right, handled=False)

    def _tried(self, recipient: str) -> None:
        with self._changed:
            if len(self._attempts) < ATTEMPTS_CAP:
                self._attempts.append(Attempt(recipient=recipient, at=time.monotonic()))
            self._changed.notify_all()

    def _refused(self, recipients: list[str], stage: Stage) -> int | None:
        with self._changed:
            refusal = self._refusal
            if refusal is None or not any(refusal.concerns(one, stage) for one in recipients):
                return None
            if refusal.left is not None:
                refusal.left -= 1
            return refusal.code

    def _slowness_for(self, recipients: list[str]) -> _Slowness | None:
        with self._changed:
            slowness = self._slowness
            if slowness is None or (slowness.to is not None and slowness.to not in recipients):
                return None
            return slowness

    def _keep(self, message: Message, size: int) -> bool:
        with self._changed:
            if len(self._messages) >= MAILS_CAP or self._kept + size > KEPT_CAP:
                return False
            self._messages.append(message)
            self._kept += size
            self._changed.notify_all()
            return True

    def _what_came(self, to: str) -> str:
        mine = self.messages(to)
        if mine:
            return f"{len(mine)}: {', '.join(repr(one.subject) for one in mine[:_SHOWN])}"
        tried = len(self.attempts(to))
        others = Counter(name for one in self._messages for name in one.recipients)
        told = "none came" + (f", though sending one was tried {tried} times" if tried else "")
        if others:
            names = list(others)[-_SHOWN:]
            told += f"; mails to {', '.join(names)}{' and others' if len(others) > _SHOWN else ''} came"
        return told


class _Connection(SMTP):
    """One client; those beyond the cap are turned away, for the checks need file descriptors as well."""

    def __init__(self, others: set[SMTP], *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self._others = others

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        if len(self._others) >= CONNECTIONS_CAP and isinstance(transport, asyncio.Transport):
            transport.abort()
            return
        self._others.add(self)
        super().connection_made(transport)

    def connection_lost(self, error: Exception | None) -> None:
        if self in self._others:
            self._others.remove(self)
            super().connection_lost(error)


class _Handler:
    """What aiosmtpd asks at each command; one for all connections."""

    def __init__(self, sink: MailSink) -> None:
        self._sink = sink
        # As it was when the recipient was named: from there on an attempt is seen, and checks act on it.
        self._slowness: WeakKeyDictionary[Envelope, _Slowness | None] = WeakKeyDictionary()

    async def handle_MAIL(  # noqa: N802  # aiosmtpd names these after the commands
        self, _server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if not session.authenticated:
            return "530 5.7.0 Authentication required"
        envelope.mail_from = address
        envelope.mail_options.extend(options)
        return "250 OK"

    async def handle_RCPT(  # noqa: N802
        self, _server: SMTP, _session: Session, envelope: Envelope, address: str, _options: list[str]
    ) -> str:
        recipient = address.lower()
        self._sink._tried(recipient)  # noqa: SLF001  # the two are one thing; aiosmtpd wants an object of its own
        code = self._sink._refused([recipient], "RCPT")  # noqa: SLF001
        if code is not None:
            return _refusal_text(code)
        if len(envelope.rcpt_tos) >= RECIPIENTS_CAP:
            return "452 4.5.3 Too many recipients"
        self._slowness[envelope] = self._sink._slowness_for([recipient]) or self._slowness.get(envelope)  # noqa: SLF001
        envelope.rcpt_tos.append(recipient)
        return "250 OK"

    async def handle_DATA(  # noqa: N802
        self, _server: SMTP, _session: Session, envelope: Envelope
    ) -> str:
        code = self._sink._refused(envelope.rcpt_tos, "DATA")  # noqa: SLF001
        if code is not None:
            return _refusal_text(code)
        content = envelope.content if isinstance(envelope.content, bytes) else b""
        try:
            message = read_message(
                content,
                envelope.mail_from or "",
                tuple(envelope.rcpt_tos),
            )
        except Exception:  # noqa: BLE001  # the standard library's parser raises many things on broken input
            return "554 5.6.0 This is not a mail that can be read"
        slowness = self._slowness.get(envelope)
        if slowness is not None and not slowness.kept_first:
            await asyncio.sleep(slowness.seconds)  # aiosmtpd cancels it when the client goes away
        kept = self._sink._keep(message, len(content))  # noqa: SLF001
        if slowness is not None and slowness.kept_first:
            await asyncio.sleep(slowness.seconds)
        return "250 OK" if kept else "452 4.3.1 Too many mails"


def _refusal_text(code: int) -> str:
    return f"{code} {code // 100}.3.0 " + ("Try again later" if code < 500 else "Not accepted")  # noqa: PLR2004


def _listening(port: int) -> list[socket.socket]:
    """A socket for each address that `localhost` may mean; one without IPv6 is enough."""
    sockets = [socket.create_server(("127.0.0.1", port))]
    with contextlib.suppress(OSError):
        sockets.append(socket.create_server(("::1", sockets[0].getsockname()[1]), family=socket.AF_INET6))
    for one in sockets:
        # Accepted connections inherit it; else the second line of a reply waits 40 ms for an acknowledgement.
        one.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return sockets


def _fail(expected: str, actual: str) -> NoReturn:
    raise CheckFailed(Evidence(request="", expected=expected, actual=actual))
