"""Taking feedback in, and saying what became of it."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from feedback import address, done, feedback, location_path, status_path, submit

from roadmap_lab.checks import Api, Pod, Values, check
from roadmap_lab.checks.expectation import a_timestamp, some_text

if TYPE_CHECKING:
    from roadmap_lab.checks.stand_ins.mail import MailSink


@check(
    "POST /feedback answers 202 with an id, the status pending, and where its status is",
    hints=[
        "202 says: accepted, and not done yet. The client has to learn where to ask again.",
        "The body has id and status; the header Location has the path /feedback/{id}.",
        "Store the feedback in PostgreSQL with the status pending and answer from what was stored.",
    ],
)
def test_accepted(api: Api, values: Values) -> None:
    reply = api.post("/feedback", json=feedback(values)).status(202)
    reply.matches({"id": some_text, "status": "pending", "receivedAt": a_timestamp, "finishedAt": None})
    if location_path(reply) != status_path(reply):
        reply.fail(f"Location: {status_path(reply)}", f"Location: {reply.header('Location')}")


@check(
    "GET /feedback/{id} tells the status, and it becomes done when the worker has sent the mail",
    hints=[
        "Web and worker are two processes: what one knows reaches the other by PostgreSQL alone.",
        "The worker takes the job from the queue, sends the mail, and then stores the status done.",
        "A job that is due is begun within a second; finishedAt has the time when it was done.",
    ],
    needs=["accepted"],
    seconds=30,
)
def test_status(api: Api, values: Values) -> None:
    body = feedback(values)
    path = submit(api, body)
    done(api, path)
    api.get(path).status(200).matches(
        {
            "id": path.rpartition("/")[2],
            "rating": body["rating"],
            "attempts": 1,
            "receivedAt": a_timestamp,
            "finishedAt": a_timestamp,
        }
    )


@check(
    "A feedback that there is not answers 404, whatever stands in the place of its id",
    hints=[
        "What does PostgreSQL say when it is asked for a UUID that is none?",
        "Look at the id before the query does: what is no UUID is the id of no feedback.",
    ],
    needs=["accepted"],
)
def test_unknown_feedback(api: Api, values: Values) -> None:
    unknown = UUID(int=values.random.getrandbits(128), version=4)
    for one in (unknown, values.integer(1, 99), values.token(), f"{unknown}0", "%27", "null"):
        api.get(f"/feedback/{one}").error(404)


@check(
    "The status shows neither the address nor the message",
    hints=[
        "The link to the status is in a mail, and mails are passed on.",
        "Choose the fields that are shown one by one, rather than show the whole row.",
    ],
    needs=["accepted"],
)
def test_status_is_private(api: Api, values: Values) -> None:
    body = feedback(values)
    path = submit(api, body)
    reply = api.get(path).status(200)
    for name in ("email", "message"):
        if body[name] in reply.text:
            reply.fail(f"a status without the {name}", reply.summary())


@check(
    "POST /feedback answers while no worker runs, and the work is done when one does",
    hints=[
        "Whoever sends feedback does not wait for a mail server.",
        "The request stores the feedback and a job, nothing more; the worker does the rest when it runs.",
        "Before the worker runs there is no mail, and the status stays pending.",
    ],
    needs=["status"],
    seconds=30,
)
def test_accepted_without_worker(api: Api, values: Values, pod: Pod, mail: MailSink) -> None:
    to = address(values)
    pod.kill("worker")
    path = submit(api, feedback(values, to))
    mail.none_for(to, 0.4)
    api.get(path).status(200).matches({"status": "pending"})
    pod.start("worker")
    done(api, path, 10)
    mail.wait_for(to)
