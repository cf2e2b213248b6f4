"""How much one sender may send."""

from __future__ import annotations

import time
from functools import partial
from itertools import cycle
from typing import TYPE_CHECKING

from feedback import RATE_LIMIT, RATE_WINDOW, address, feedback, submit

from roadmap_lab.checks import Api, Pod, Reply, Values, check, collide

if TYPE_CHECKING:
    from psycopg import Connection
    from psycopg.rows import DictRow

AT_ONCE = 10


def _limited(reply: Reply) -> int:
    reply.error(429)
    return int(reply.header("Retry-After", pattern=r"[1-9]\d{0,5}"))


@check(
    "A sender's feedback above RATE_LIMIT answers 429 with Retry-After, and other senders are not concerned",
    hints=[
        "The sender is the address; count the feedbacks that were accepted from it in the last seconds.",
        "RATE_LIMIT and RATE_WINDOW_SECONDS come by the environment; the grade sets small ones.",
        "Retry-After has whole seconds, rounded up, until the next one will be accepted.",
    ],
    needs=["accepted"],
)
def test_rate_limit(api: Api, values: Values) -> None:
    to = address(values)
    for _ in range(RATE_LIMIT):
        submit(api, feedback(values, to))
    reply = api.post("/feedback", json=feedback(values, to))
    if _limited(reply) > RATE_WINDOW:
        reply.fail(f"Retry-After: {RATE_WINDOW:g} or less", f"Retry-After: {reply.header('Retry-After')}")
    submit(api, feedback(values))


@check(
    "The same address in other letters is the same sender",
    hints=[
        "Mail to Anna@Example.com and to anna@example.com reaches the same person.",
        "Compare in lower case.",
    ],
    needs=["rate-limit"],
)
def test_rate_limit_case(api: Api, values: Values) -> None:
    to = address(values)
    for one in (to, to.upper(), to.title()):
        submit(api, feedback(values, one))
    _limited(api.post("/feedback", json=feedback(values, to.capitalize())))


@check(
    "Of many feedbacks of one sender at the same moment, exactly RATE_LIMIT are accepted",
    hints=[
        "Ten requests that count at the same time all count zero.",
        "Counting and storing have to be one step for each sender: a lock, or one statement that does both.",
        "PostgreSQL: SELECT pg_advisory_xact_lock(hashtextextended(address, 0)) at the transaction's start.",
    ],
    needs=["rate-limit"],
)
def test_rate_limit_at_once(api: Api, database: Connection[DictRow], values: Values) -> None:
    to = address(values)
    bodies = [feedback(values, to) for _ in range(AT_ONCE)]
    replies: list[Reply] = collide(
        api, database, *(partial(api.post, "/feedback", json=body) for body in bodies)
    )
    for reply in replies:
        reply.status(202, 429)
    accepted = sum(reply.code == 202 for reply in replies)
    if accepted != RATE_LIMIT:
        replies[0].fail(f"{RATE_LIMIT} of {AT_ONCE} requests at once accepted", f"{accepted} were")


@check(
    "The limit holds for all web processes together",
    hints=[
        "A second web process was started; it knows nothing of the first one's memory.",
        "What was accepted stands in PostgreSQL: count there.",
    ],
    needs=["rate-limit"],
    seconds=30,
)
def test_rate_limit_shared(api: Api, values: Values, pod: Pod) -> None:
    other = pod.second("web")
    to = address(values)
    # The second process has just begun: what it does first may take long, and must not fill the window.
    submit(other, feedback(values))
    for _, one in zip(range(RATE_LIMIT), cycle([api, other]), strict=False):
        submit(one, feedback(values, to))
    _limited(other.post("/feedback", json=feedback(values, to)))


@check(
    "The window slides: each accepted feedback counts for RATE_WINDOW_SECONDS, and a refused one never",
    hints=[
        "A window that begins anew all at once lets twice the limit through around that moment.",
        "Count what was accepted in the seconds before now; Retry-After is when the oldest leaves.",
        "The sender may send again when the RATE_LIMIT-th newest feedback is older than the window.",
    ],
    needs=["rate-limit"],
)
def test_rate_limit_window(api: Api, values: Values) -> None:
    to = address(values)
    submit(api, feedback(values, to))
    first = time.monotonic()
    time.sleep(RATE_WINDOW * 0.68)
    for _ in range(RATE_LIMIT - 1):
        submit(api, feedback(values, to))
    reply = api.post("/feedback", json=feedback(values, to))
    if _limited(reply) != 1:
        reply.fail("Retry-After: 1, for the oldest leaves the window then", reply.header("Retry-After"))
    time.sleep(max(0.0, first + RATE_WINDOW + 0.1 - time.monotonic()))
    submit(api, feedback(values, to))
    _limited(api.post("/feedback", json=feedback(values, to)))
