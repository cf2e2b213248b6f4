"""The confirmation by mail, and a mail server that does not want it."""

from __future__ import annotations

import time
from itertools import pairwise
from typing import TYPE_CHECKING
from uuid import uuid4

from feedback import (
    MAIL_ATTEMPTS,
    MAIL_TIMEOUT,
    RETRY,
    SOON,
    address,
    dead_letter,
    done,
    feedback,
    has_status,
    only_one,
    submit,
)

from roadmap_lab.checks import Api, CheckFailed, Pod, Values, check, never
from roadmap_lab.checks.expectation import a_timestamp

if TYPE_CHECKING:
    from roadmap_lab.checks.stand_ins.mail import MailSink

WAITING = 6
BEGUN = 1.5  # a second, as the brief says, and some more on a busy machine
LATE = 5.0  # how much later than its time a retry may come


@check(
    "The sender gets one mail, with a subject and the absolute address of the status",
    hints=[
        "The worker sends it, by the mail server of SMTP_URL.",
        "Whoever reads a mail has no page to which a path would be relative: put BASE_URL before it.",
    ],
    needs=["status"],
    seconds=30,
)
def test_mail(api: Api, values: Values, mail: MailSink) -> None:
    to = address(values)
    path = submit(api, feedback(values, to))
    message = only_one(api, mail, to, 0.5)
    link = f"http://localhost:{api.port}{path}"
    if link not in message.links:
        api.fail(f"a mail with the link {link}", f"one with {', '.join(message.links) or 'no link'}")
    if not message.subject.strip():
        api.fail("a mail with a subject", "one without")


@check(
    "One worker does the jobs in the order in which the feedback was accepted",
    hints=[
        "The first mail was slow; the others had to wait for it.",
        "Take one job at a time: RabbitMQ: prefetch(1). Redis: no count above 1, and no concurrent handling.",
        "First in, first out, from the database to the queue and from the queue to the worker.",
    ],
    needs=["accepted-without-worker", "mail"],
    seconds=30,
)
def test_order(api: Api, values: Values, pod: Pod, mail: MailSink) -> None:
    senders = [address(values) for _ in range(5)]
    pod.pause("worker")
    for to in senders:
        submit(api, feedback(values, to))
    mail.slow(0.4, to=senders[0])
    pod.unpause("worker")
    for to in senders:
        mail.wait_for(to, seconds=SOON)
    came = [to for one in mail.messages() for to in one.recipients if to in senders]
    if came != senders:
        api.fail(f"mails to {', '.join(senders)} in this order", ", ".join(came))


@check(
    "When the mail server says 'not now' (4xx), the mail is tried again",
    hints=[
        "451 is no verdict on the mail, only on the moment.",
        "Catch what your mail library raises, count the attempt, keep the job pending and try again later.",
        "Python: a refused recipient is SMTPRecipientsRefused, which is no SMTPResponseException.",
    ],
    needs=["mail"],
    seconds=30,
)
def test_retry(api: Api, values: Values, mail: MailSink) -> None:
    to = address(values)
    mail.refuse(451, times=1, to=to)
    path = submit(api, feedback(values, to))
    found = done(api, path)
    only_one(api, mail, to)
    if found.get("attempts") != 2:
        api.get(path).fail('"attempts": 2', f'"attempts": {found.get("attempts")}')


@check(
    "The pause before a retry is RETRY_SECONDS, and twice as long each time",
    hints=[
        "A mail server in trouble is not helped by being asked at once, and again at the same pace.",
        "Before the second attempt wait RETRY_SECONDS, before the third twice that, and so on: it doubles.",
    ],
    needs=["retry"],
    seconds=30,
)
def test_backoff(api: Api, values: Values, mail: MailSink) -> None:
    to = address(values)
    mail.refuse(451, times=2, to=to)
    done(api, submit(api, feedback(values, to)))
    times = [one.at for one in mail.attempts(to)]
    pauses = [later - sooner for sooner, later in pairwise(times)]
    shown = " and ".join(f"{one:.2f} s" for one in pauses)
    if len(pauses) != 2:
        api.fail("3 attempts", f"{len(times)}")
    for number, pause in enumerate(pauses):
        least = RETRY * 2**number
        if not least - 0.01 <= pause <= least + LATE:
            api.fail(f"pauses of at least {RETRY:g} s and {2 * RETRY:g} s between attempts", shown)


@check(
    "A mail that waits for its next attempt does not hold up the others",
    hints=[
        "A worker that sleeps until the next attempt does nothing for anybody else.",
        "Put the job aside with the time when it is due (a column, a delayed message) and take the next one.",
    ],
    needs=["retry"],
    seconds=30,
)
def test_retry_does_not_block(api: Api, values: Values, mail: MailSink) -> None:
    mail.refuse(451)
    paths = [submit(api, feedback(values)) for _ in range(WAITING)]
    to = address(values)
    start = time.monotonic()
    paths.append(submit(api, feedback(values, to)))
    seconds = mail.wait_for_attempts(to, seconds=10)[0].at - start
    mail.accept()
    if seconds > BEGUN:
        expected = f"a job begun within a second, while {WAITING} others wait for their next attempt"
        api.fail(expected, f"it was begun after {seconds:.1f} s")
    for path in paths:
        done(api, path)


@check(
    "After MAIL_ATTEMPTS refusals the feedback is dead, is listed in /dead-letters, and is not tried again",
    hints=[
        "What is tried for ever fills the queue; what is dropped in silence is never found.",
        "Count the attempts in PostgreSQL. MAIL_ATTEMPTS is how often it is tried, the first time included.",
        "GET /dead-letters: id, email, attempts, error with what the mail server said (451 ...), failedAt.",
    ],
    needs=["retry"],
    seconds=30,
)
def test_dead_letter(api: Api, values: Values, mail: MailSink) -> None:
    to = address(values)
    mail.refuse(451, to=to)
    path = submit(api, feedback(values, to))
    has_status(api, path, "dead", SOON + 3 * RETRY)
    reply = api.get("/dead-letters").status(200)
    entry = dead_letter(api, path)
    if entry is None:
        reply.fail(f"the feedback {path.rpartition('/')[2]} among the dead letters", reply.summary())
    if "451" not in str(entry.get("error")):
        reply.fail('an "error" with the code 451', f"{entry}")
    if (entry.get("email"), entry.get("attempts")) != (to, MAIL_ATTEMPTS):
        reply.fail(f'"email": "{to}", "attempts": {MAIL_ATTEMPTS}', f"{entry}")
    if not a_timestamp.test(entry.get("failedAt")):
        reply.fail('a time in "failedAt"', f"{entry}")

    def probe() -> None:
        if len(mail.attempts(to)) != MAIL_ATTEMPTS:
            api.fail(f"{MAIL_ATTEMPTS} attempts to send the mail", f"{len(mail.attempts(to))}")

    never(probe, 0.5)


@check(
    "When the mail server says 'never' (5xx), the feedback is dead at once",
    hints=[
        "550 will be 550 tomorrow. Trying again only makes a nuisance of you.",
        "Look at the reply's code: 4xx is for now, 5xx for ever (RFC 5321 §4.2.1).",
        "nodemailer: error.responseCode. smtplib: error.recipients[address][0] or error.smtp_code.",
    ],
    needs=["dead-letter"],
    seconds=30,
)
def test_permanent_refusal(api: Api, values: Values, mail: MailSink) -> None:
    to = address(values)
    mail.refuse(550, to=to)
    path = submit(api, feedback(values, to))
    has_status(api, path, "dead")
    if len(mail.attempts(to)) != 1:
        api.fail("one attempt to send a mail that is refused with 550", f"{len(mail.attempts(to))}")


@check(
    "POST /dead-letters/{id}/retry answers 202 and gives a dead letter all its attempts again",
    hints=[
        "The status is pending again, the attempts are counted from 0, and the worker has to hear of it.",
        "What is not dead cannot be revived: a second retry, an unknown id and no UUID answer 404.",
        "One UPDATE ... WHERE id = ? AND status = 'dead' RETURNING ... does it, and tells whether it did.",
    ],
    needs=["dead-letter"],
    seconds=30,
)
def test_revive(api: Api, values: Values, mail: MailSink) -> None:
    to = address(values)
    mail.refuse(451, times=MAIL_ATTEMPTS, to=to)
    path = submit(api, feedback(values, to))
    has_status(api, path, "dead")
    mail.refuse(451, times=1, to=to)
    retry = f"/dead-letters/{path.rpartition('/')[2]}/retry"
    api.post(retry).status(202).matches({"status": "pending", "attempts": 0})
    api.post(retry).error(404)
    done(api, path)
    only_one(api, mail, to)
    if dead_letter(api, path) is not None:
        api.get("/dead-letters").fail("no dead letter that was done meanwhile", "it is still listed")
    for one in (uuid4(), values.integer(1, 99)):
        api.post(f"/dead-letters/{one}/retry").error(404)


@check(
    "A mail server that does not answer within MAIL_TIMEOUT_SECONDS has failed, and is tried again",
    hints=[
        "A connection over which nothing comes is not broken; your worker may wait on it for ever.",
        "Give the mail library a timeout: nodemailer has socketTimeout (ms), smtplib.SMTP has timeout (s).",
    ],
    needs=["retry"],
    seconds=30,
)
def test_silent_mail_server(api: Api, values: Values, pod: Pod, mail: MailSink) -> None:
    to = address(values)
    mail.slow(60, to=to)
    path = submit(api, feedback(values, to))
    mail.wait_for_attempts(to)
    mail.accept()  # from the next attempt on
    try:
        mail.wait_for_attempts(to, 2, MAIL_TIMEOUT + RETRY + LATE)
    except CheckFailed:
        pod.kill("worker")  # or it would hang through the checks to come
        raise
    done(api, path)
    only_one(api, mail, to)
