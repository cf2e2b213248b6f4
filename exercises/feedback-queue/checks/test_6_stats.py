"""What the operators see."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any

from feedback import address, done, feedback, has_status, submit

from roadmap_lab.checks import Api, Values, check
from roadmap_lab.checks.expectation import a_whole_number

if TYPE_CHECKING:
    from roadmap_lab.checks.stand_ins.mail import MailSink

STATUSES = ("pending", "done", "dead")
RATINGS = ("1", "2", "3", "4", "5")


def _stats(api: Api) -> dict[str, Any]:
    found: dict[str, Any] = (
        api.get("/stats")
        .status(200)
        .matches(
            {
                "total": a_whole_number,
                **dict.fromkeys(STATUSES, a_whole_number),
                "ratings": dict.fromkeys(RATINGS, a_whole_number),
            }
        )
    )
    return found


@check(
    "GET /stats counts the feedback: all, by status and by rating",
    hints=[
        "Every feedback counts in total, in one of pending, done and dead, and in one of the ratings.",
        "A rating that nobody gave is 0, not missing.",
        "One query will do: SELECT status, rating, count(*) FROM feedback GROUP BY status, rating.",
    ],
    needs=["permanent-refusal"],
    seconds=30,
)
def test_stats(api: Api, values: Values, mail: MailSink) -> None:
    _settle(api)
    before = _stats(api)
    senders = [address(values) for _ in range(3)]
    ratings = [values.integer(1, 5) for _ in senders]
    mail.refuse(550, to=senders[0])
    mail.slow(0.6, to=senders[1])
    bodies = [{**feedback(values, to), "rating": one} for to, one in zip(senders, ratings, strict=True)]
    dead = submit(api, bodies[0])
    has_status(api, dead, "dead")
    paths = [submit(api, body) for body in bodies[1:]]
    _grown(api, before, ratings, {"pending": 2, "done": 0, "dead": 1})
    for path in paths:
        done(api, path)
    _grown(api, before, ratings, {"pending": 0, "done": 2, "dead": 1})


def _settle(api: Api) -> None:
    """Gives what earlier checks left some time to be finished; what was lost never will be."""
    deadline = time.monotonic() + 3
    while _stats(api)["pending"] and time.monotonic() < deadline:
        time.sleep(0.1)


def _grown(api: Api, before: dict[str, Any], ratings: list[int], by_status: dict[str, int]) -> None:
    now = _stats(api)
    expected = {"total": before["total"] + len(ratings)}
    expected |= {name: before[name] + by_status[name] for name in STATUSES}
    by_rating = {name: before["ratings"][name] + ratings.count(int(name)) for name in RATINGS}
    if any(now[name] != value for name, value in expected.items()) or now["ratings"] != by_rating:
        api.get("/stats").fail(f"{expected} with the ratings {by_rating}", f"{now}")
