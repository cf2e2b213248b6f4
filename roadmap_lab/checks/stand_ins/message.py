"""One mail as a check looks at it, read with the standard library's parser."""

from __future__ import annotations

import re
from dataclasses import dataclass
from email import message_from_bytes, policy
from email.message import EmailMessage
from html.parser import HTMLParser
from typing import TYPE_CHECKING

from roadmap_lab.checks.address import is_address

if TYPE_CHECKING:
    from collections.abc import Mapping

_LINK = re.compile(r"https?://[^\s<>\"'`]+", re.IGNORECASE)
_NO_END_OF_A_LINK = ".,;:!?)]}'\""


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    r"""A mail that arrived.

    Attributes:
        sender: The envelope's sender.
        recipients: The envelope's recipients, in lower case.
        subject: Decoded.
        headers: Field names in lower case; repeated fields joined with `, `.
        text: The text part, decoded, with `\n` at the ends of lines, or empty.
        html: The HTML part likewise.
        links: The http and https addresses of both parts, each once, in their order.
    """

    sender: str
    recipients: tuple[str, ...]
    subject: str
    headers: Mapping[str, str]
    text: str
    html: str
    links: tuple[str, ...]

    def is_to(self, address: str) -> bool:
        """Whether that address is among the recipients, in any case."""
        return address.lower() in self.recipients


def read_message(content: bytes, sender: str, recipients: tuple[str, ...]) -> Message:
    """Reads a mail as it came over the wire; the envelope is the client's own word."""
    mail = message_from_bytes(content, policy=policy.default)
    headers: dict[str, str] = {}
    for name, value in mail.items():
        key = name.lower()
        headers[key] = f"{headers[key]}, {value}" if key in headers else str(value)
    text = _part(mail, "plain")
    html = _part(mail, "html")
    return Message(
        sender=sender,
        recipients=tuple(one.lower() for one in recipients),
        subject=headers.get("subject", ""),
        headers=headers,
        text=text,
        html=html,
        links=tuple(filter(is_address, dict.fromkeys([*links_of_text(text), *links_of_html(html)]))),
    )


def links_of_text(text: str) -> list[str]:
    """The http and https addresses in plain text, without the punctuation of the sentence around them."""
    return [one.rstrip(_NO_END_OF_A_LINK) for one in _LINK.findall(text)]


def links_of_html(html: str) -> list[str]:
    """The http and https addresses in HTML: where its links lead, and those in its text."""
    reader = _LinkReader()
    reader.feed(html)
    reader.close()
    return reader.found


class _LinkReader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002
        for name, value in attrs:
            if name == "href" and value and _LINK.match(value.strip()):
                self.found.append(value.strip())

    def handle_data(self, data: str) -> None:
        self.found += links_of_text(data)


def _part(mail: EmailMessage, kind: str) -> str:
    part = mail.get_body(preferencelist=(kind,))
    if not isinstance(part, EmailMessage):
        return ""
    try:
        content = part.get_content()
    except LookupError:  # a charset that there is not
        raw = part.get_payload(decode=True)
        return raw.decode("utf-8", errors="replace") if isinstance(raw, bytes) else ""
    return content.replace("\r\n", "\n") if isinstance(content, str) else ""
