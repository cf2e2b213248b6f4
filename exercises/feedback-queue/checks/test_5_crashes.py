"""What dies, stops or does not answer for a while."""

from __future__ import annotations

import time
from contextlib import contextmanager
from typing import TYPE_CHECKING, LiteralString

from feedback import AFTER_A_CRASH, LEASE, SOON, address, done, feedback, has_status, only_one, submit
from psycopg.sql import SQL

from roadmap_lab.checks import Api, Pod, Values, check

if TYPE_CHECKING:
    from collections.abc import Iterator

    from psycopg import Connection
    from psycopg.rows import DictRow

    from roadmap_lab.checks.stand_ins.mail import MailSink

ANSWER_SECONDS = 2.0


def _queue(services: frozenset[str]) -> str:
    return "redis" if "redis" in services else "rabbitmq"


@check(
    "A worker that is killed before the mail was accepted loses nothing: another one sends it, once",
    hints=[
        "Between taking a job from the queue and finishing it, who else knows of it?",
        "Tell the queue that the job is finished only when it is: acknowledge last.",
        (
            "RabbitMQ: noAck false, and ack after the work. Redis: a stream with XACK after the work and "
            "XAUTOCLAIM of what is older than JOB_LEASE_SECONDS; what BRPOP takes is gone."
        ),
    ],
    needs=["accepted-without-worker", "mail"],
    seconds=40,
)
def test_killed_before_mail(api: Api, values: Values, pod: Pod, mail: MailSink) -> None:
    to = address(values)
    mail.slow(60, to=to)
    path = submit(api, feedback(values, to))
    mail.wait_for_attempts(to)
    time.sleep(0.1)
    pod.kill("worker")
    mail.accept()
    pod.start("worker")
    done(api, path, AFTER_A_CRASH)
    only_one(api, mail, to, 0.5)


@check(
    "A mail that has to be sent again after a crash carries the same Message-ID",
    hints=[
        "The worker died after the mail was accepted and before it heard so: nobody knows whether it was.",
        "Sending again is right, if whoever gets both can see that they are the same: by the Message-ID.",
        "Make the Message-ID of the feedback's id; the mail library would make a new one each time.",
    ],
    needs=["killed-before-mail"],
    seconds=40,
)
def test_same_message_id(api: Api, values: Values, pod: Pod, mail: MailSink) -> None:
    to = address(values)
    mail.slow(60, to=to, kept_first=True)
    path = submit(api, feedback(values, to))
    mail.wait_for(to)
    pod.kill("worker")
    mail.accept()
    pod.start("worker")
    done(api, path, AFTER_A_CRASH)
    found = [one.headers.get("message-id", "").strip() for one in mail.messages(to)]
    if "" in found or len(set(found)) != 1:
        api.fail("mails with the same Message-ID", ", ".join(one or "none" for one in found))


@check(
    "A job that was done and comes again, because the queue never heard of it, is not done again",
    hints=[
        "The outcome was stored, the worker died, the queue does not know: it gives the job out again.",
        "A queue that loses nothing gives a job out twice at times. Look in PostgreSQL what came of it.",
        "Store the outcome first, tell the queue second; and begin each job by reading its status.",
    ],
    needs=["killed-before-mail"],
    seconds=40,
)
def test_lost_acknowledgement(
    api: Api, values: Values, pod: Pod, mail: MailSink, database: Connection[DictRow]
) -> None:
    to = address(values)
    mail.slow(0.8, to=to)
    path = submit(api, feedback(values, to))
    mail.wait_for_attempts(to)
    with _commits_unanswered(database):
        mail.wait_for(to)
        _wait_for_a_commit(database)
        pod.kill("worker")
    done(api, path)
    pod.start("worker")
    only_one(api, mail, to, LEASE + 1.5)
    api.get(path).status(200).matches({"status": "done"})


@contextmanager
def _commits_unanswered(database: Connection[DictRow]) -> Iterator[None]:
    """What is committed meanwhile is stored, but PostgreSQL says so only afterwards: it awaits a replica."""
    _set(database, "synchronous_commit = 'on'", "synchronous_standby_names = 'nobody'")
    try:
        yield
    finally:
        _set(database, "synchronous_standby_names = ''", "synchronous_commit = 'off'")


def _set(database: Connection[DictRow], *settings: LiteralString) -> None:
    for one in settings:
        database.execute(SQL("ALTER SYSTEM SET ") + SQL(one))
    database.execute("SELECT pg_reload_conf()")


def _wait_for_a_commit(database: Connection[DictRow]) -> None:
    """Waits until somebody's commit waits; not for ever, for nobody has to wait for commits."""
    deadline = time.monotonic() + SOON
    while time.monotonic() < deadline:
        if database.execute("SELECT 1 FROM pg_stat_activity WHERE wait_event = 'SyncRep'").fetchone():
            return
        time.sleep(0.02)


@check(
    "Two workers do each job once",
    hints=[
        "Both workers look for work at the same moment; which of them gets a job?",
        "A job goes to one of the consumers: of one RabbitMQ queue, of one consumer group in Redis.",
        "And whoever works on a feedback locks its row: SELECT ... FOR UPDATE until the outcome is stored.",
    ],
    needs=["mail"],
    seconds=40,
)
def test_two_workers(api: Api, values: Values, pod: Pod, mail: MailSink) -> None:
    pod.second("worker")
    time.sleep(1.5)  # until it is ready
    senders = [address(values) for _ in range(6)]
    mail.slow(0.15)
    paths = [submit(api, feedback(values, to)) for to in senders]
    for path in paths:
        done(api, path)
    time.sleep(0.5)
    for to in senders:
        only_one(api, mail, to)


@check(
    "A worker that is told to stop (SIGTERM) finishes the job in hand, takes no other, and ends with 0",
    hints=[
        "Every new version begins with the stop of the old one. It should not take a crash for that.",
        "On SIGTERM: take no further job, finish the one in hand, close the connections, end with 0.",
        "In Python a signal without a handler ends the program at once; in Node.js as well.",
    ],
    needs=["accepted-without-worker", "mail"],
    seconds=40,
)
def test_stop(api: Api, values: Values, pod: Pod, mail: MailSink) -> None:
    first, second = address(values), address(values)
    mail.slow(0.8, to=first)
    path = submit(api, feedback(values, first))
    mail.wait_for_attempts(first)
    later = submit(api, feedback(values, second))
    time.sleep(0.3)  # until it is in the queue
    stopped = pod.stop("worker", 5)
    if stopped.killed:
        api.fail("a worker that ends within 5 s of SIGTERM", "it had to be killed")
    if stopped.exit_code != 0:
        api.fail("exit code 0 after SIGTERM", f"{stopped.exit_code}")
    if not mail.messages(first):
        api.fail("the mail in hand to be sent before the worker ends", "it was not")
    api.get(path).status(200).matches({"status": "done"})
    if mail.attempts(second):
        api.fail("no new job after SIGTERM", "one was begun")
    pod.start("worker")
    done(api, later, AFTER_A_CRASH)
    only_one(api, mail, first)


@check(
    "Everything survives a restart of web and worker",
    hints=[
        "The memory and the files of a process are gone when it ends; PostgreSQL stays.",
        "Make the tables once (in `release`), and only where they are not there yet.",
    ],
    needs=["accepted-without-worker"],
    seconds=40,
)
def test_restart(api: Api, values: Values, pod: Pod, mail: MailSink) -> None:
    to = address(values)
    old = submit(api, feedback(values))
    done(api, old)
    pod.kill("worker")
    path = submit(api, feedback(values, to))
    pod.restart("web")
    api.get(old).status(200).matches({"status": "done"})
    api.get(path).status(200).matches({"status": "pending"})
    pod.start("worker")
    done(api, path, 10)
    only_one(api, mail, to)


@check(
    "While the queue does not answer, POST /feedback answers 202 all the same, and the work is done later",
    hints=[
        "The request needs PostgreSQL alone. Who has to talk to the queue, and when?",
        "Store the job with the feedback, in one transaction (an outbox); a loop in the worker hands over.",
    ],
    needs=["mail"],
    seconds=30,
)
def test_queue_paused(api: Api, values: Values, pod: Pod, mail: MailSink, services: frozenset[str]) -> None:
    to = address(values)
    pod.pause(_queue(services))
    start = time.monotonic()
    path = submit(api, feedback(values, to))
    seconds = time.monotonic() - start
    if seconds > ANSWER_SECONDS:
        api.fail(f"an answer within {ANSWER_SECONDS:g} s", f"one after {seconds:.1f} s")
    time.sleep(0.5)
    api.get(path).status(200)
    pod.unpause(_queue(services))
    done(api, path, SOON + 5)
    only_one(api, mail, to)


@check(
    "A web process that is killed right after its answer, while the queue does not answer, loses nothing",
    hints=[
        "202 is a promise. What keeps it when the process that gave it is gone?",
        "A job that waits in memory for the queue dies with the process; one in PostgreSQL does not.",
        "Store the job in the transaction of the feedback, and mark it as queued only when the queue has it.",
    ],
    needs=["queue-paused"],
    seconds=40,
)
def test_web_killed(api: Api, values: Values, pod: Pod, mail: MailSink, services: frozenset[str]) -> None:
    senders = [address(values) for _ in range(3)]
    pod.pause(_queue(services))
    paths = [submit(api, feedback(values, to)) for to in senders]
    pod.kill("web")
    pod.unpause(_queue(services))
    pod.start("web")
    for path, to in zip(paths, senders, strict=True):
        has_status(api, path, "done", SOON + 5)
        only_one(api, mail, to)
