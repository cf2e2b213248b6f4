"""What the learner's server answered, and what a check may expect of it.

Every expectation that does not hold raises `CheckFailed` in terms of the request and the response.
"""

from __future__ import annotations

import json
import math
import re
from dataclasses import dataclass
from http import HTTPStatus
from typing import TYPE_CHECKING, Any, NoReturn

from roadmap_lab.checks.address import is_address
from roadmap_lab.checks.expectation import difference
from roadmap_lab.checks.failure import CheckFailed, Evidence, shorten

if TYPE_CHECKING:
    from collections.abc import Mapping

_JSON_TYPE = re.compile(r"^application/(?:[\w.+-]+\+)?json\s*(?:;|$)", re.IGNORECASE)
# What only the inside of a program says: frames of the six stacks, and paths of source files.
_STACK_TRACE = re.compile(
    r"Traceback \(most recent call last\)|^[ \t]*at .+[(:]\d+\)?|File \"[^\"\n]+\", line \d+|goroutine \d+ \["
    r"|node_modules/|site-packages/|/srv/app/|\.(?:js|ts|py|go|java):\d+",
    re.MULTILINE,
)
DEEPEST = 100  # arrays and objects in each other; comparing goes down into them


def status_text(code: int) -> str:
    """`404` as `404 Not Found` (the reason phrases of RFC 9110 §15)."""
    try:
        return f"{code} {HTTPStatus(code).phrase}"
    except ValueError:
        return str(code)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """One response, read whole.

    Attributes:
        curl: The request as a line for a shell.
        earlier: What the same check asked before, oldest first.
        code: The status code.
        headers: Field names in lower case; repeated fields joined with `, `.
        body: The content after content decoding.
    """

    curl: str
    earlier: tuple[str, ...]
    code: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def text(self) -> str:
        """The body as text; what is not UTF-8 is replaced."""
        return self.body.decode("utf-8", errors="replace")

    def fail(self, expected: str, actual: str) -> NoReturn:
        """Fails the check with this request as the evidence.

        Raises:
            CheckFailed: always.
        """
        raise CheckFailed(
            Evidence(request=self.curl, expected=expected, actual=shorten(actual), earlier=self.earlier)
        )

    def summary(self) -> str:
        """Status, content type where there is one, and the start of the body."""
        kind = self.headers.get("content-type", "")
        body = shorten(self.text.strip(), 400) if self.body else "an empty body"
        return f"status {status_text(self.code)}{f' ({kind})' if kind else ''} with {body}"

    def status(self, *allowed: int) -> Reply:
        """Expects one of the status codes."""
        if self.code not in allowed:
            self.fail(f"status {' or '.join(status_text(code) for code in allowed)}", self.summary())
        return self

    def header(self, name: str, expected: str = "", *, pattern: str = "") -> str:
        """Expects a header field, with this value or matching this pattern where one is given.

        Args:
            name: The field's name, in any case.
            expected: The whole value, where it is known.
            pattern: A regular expression that has to match the whole value.

        Returns:
            The field's value.
        """
        value = self.headers.get(name.lower())
        if value is None:
            self.fail(f"a header {name}{f': {expected}' if expected else ''}", f"no {name}; {self.summary()}")
        if expected and value != expected:
            self.fail(f"{name}: {expected}", f"{name}: {value}")
        if pattern and not re.fullmatch(pattern, value):
            self.fail(f"a header {name} that matches {pattern}", f"{name}: {value}")
        if name.lower() == "location" and not is_address(value):
            self.fail("a header Location with a path or a whole URL", f"{name}: {value}")
        return value

    def json(self, *, labelled: bool = True) -> Any:
        """Expects JSON, and returns the value.

        Args:
            labelled: Whether the content type has to say so (RFC 8259); a contract may leave it open.
        """
        if labelled and not _JSON_TYPE.match(self.headers.get("content-type", "")):
            self.fail("a JSON body with Content-Type: application/json", self.summary())
        try:
            value = json.loads(
                self.body.decode("utf-8"),
                parse_constant=_refuse_constant,
                parse_int=_whole_number,
                parse_float=_number,
            )
        except _NumberError:
            return self.fail("no number beyond 1e308, which is all that programs can hold", self.summary())
        except (ValueError, RecursionError):
            return self.fail("a body that is valid JSON in UTF-8", self.summary())
        if _is_deep(value):
            self.fail(f"JSON that is nested at most {DEEPEST} deep", self.summary())
        return value

    def object(self) -> dict[str, Any]:
        """Expects a JSON object."""
        value = self.json()
        if not isinstance(value, dict):
            self.fail("a JSON object", self.summary())
        return value

    def array(self) -> list[Any]:
        """Expects a JSON array."""
        value = self.json()
        if not isinstance(value, list):
            self.fail("a JSON array", self.summary())
        return value

    def matches(self, expected: Any, *, exactly: bool = False, labelled: bool = True) -> Any:
        """Expects a JSON value like `expected` (see `roadmap_lab.checks.expectation`).

        Args:
            expected: Plain JSON, or with `Is` objects in it.
            exactly: Whether objects may have no further fields.
            labelled: As for `json`.

        Returns:
            The value that came.
        """
        value = self.json(labelled=labelled)
        found = difference(value, expected, exactly=exactly)
        if found:
            where = f"`{found.path}`: " if found.path else "a body: "
            self.fail(where + found.expected, where.replace("a body", "the body") + found.actual)
        return value

    def error(self, code: int, *, fields: tuple[str, ...] = ()) -> dict[str, Any]:
        """Expects an error as the briefs define it: `{"error": "...", "fields": {"name": "..."}}`.

        Args:
            code: The status code.
            fields: Names that `fields` has to explain; none of them means that `fields` is not looked at.

        Returns:
            The body.
        """
        self.status(code)
        self.no_inside_shown()
        body = self.object()
        message = body.get("error")
        if not isinstance(message, str) or not message.strip():
            self.fail('a JSON object with a message for people in "error"', self.summary())
        if fields:
            told = body.get("fields")
            if not isinstance(told, dict):
                self.fail(f'a JSON object "fields" that explains {", ".join(fields)}', self.summary())
            for name in fields:
                if not isinstance(told.get(name), str) or not told[name].strip():
                    self.fail(f'a message for "{name}" in "fields"', self.summary())
        return body

    def no_body(self) -> Reply:
        """Expects an empty body."""
        if self.body:
            self.fail("an empty body", self.summary())
        return self

    def no_inside_shown(self) -> Reply:
        """Expects that the body tells nothing of the program's inside (stack trace, source paths)."""
        found = _STACK_TRACE.search(self.text)
        if found:
            self.fail("no stack trace or source path in what users see", f"{self.summary()}")
        return self


def _refuse_constant(name: str) -> NoReturn:
    raise ValueError(f"{name} is not JSON")


class _NumberError(ValueError):
    pass


def _whole_number(digits: str) -> int:
    _number(digits)
    return int(digits)


def _number(text: str) -> float:
    value = float(text)
    if not math.isfinite(value):
        raise _NumberError(text)
    return value


def _is_deep(value: object) -> bool:
    level = [value]
    for _ in range(DEEPEST + 1):
        level = [
            inner
            for one in level
            if isinstance(one, dict | list)
            for inner in (one.values() if isinstance(one, dict) else one)
        ]
    return bool(level)
