"""Services, several processes, and what checks can do to them: a made-up exercise, conducted for real."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING

import pytest

from roadmap_lab.catalog.exercises import Exercise
from roadmap_lab.grading.conduct import conduct
from roadmap_lab.grading.plan import ProjectSource, make_plan
from roadmap_lab.grading.report import Verdict
from roadmap_lab.grading.roles import checker_spec
from roadmap_lab.project.submission import freeze
from roadmap_lab.sandbox.definitions import image_definition
from roadmap_lab.sandbox.engine import connect
from roadmap_lab.sandbox.images import build_images
from roadmap_lab.sandbox.pod import Pod
from tests.conftest import write_files

if TYPE_CHECKING:
    from pathlib import Path

    from roadmap_lab.grading.conclusions import Observation
    from roadmap_lab.grading.events import CheckInfo
    from roadmap_lab.grading.report import CheckResult, Phase

pytestmark = pytest.mark.docker

MANIFEST = """
format: 1
id: made-up
version: 1
title: Made up
summary: For tests of what runs beside a project.
form: http
minutes: 1
"""
WEB = """
import http.server, json, os, signal, sys
class Handler(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        body = json.dumps(dict(os.environ)).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)
if os.path.exists("stubborn"):
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
print("web up", flush=True)
http.server.ThreadingHTTPServer(("", int(os.environ["PORT"])), Handler).serve_forever()
"""
HEAD = "from roadmap_lab.checks import *\n"
POWER = """
@check("restart", hints=["-"])
def test_restart(api, pod):
    stopped = pod.restart("web")
    api.get("/").status(200)
    if stopped.killed:
        api.fail("an end by SIGTERM", str(stopped))
    if pod.log("web").count("web up") != 2:
        api.fail("a log of both lives", pod.log("web"))

@check("down", hints=["-"])
def test_down(api, pod):
    pod.kill("web")
    try:
        api.get("/")
    except CheckFailed as failure:
        if "gone" not in failure.evidence.actual:
            raise
    pod.start("web")
    api.get("/").status(200)
    if pod.log("web").count("web up") != 3:
        api.fail("a log of all three lives", pod.log("web"))

@check("second", hints=["-"])
def test_second(api, pod):
    port = pod.second("web").get("/").status(200).object()["PORT"]
    if port == api.get("/").object()["PORT"]:
        api.fail("another port", port)
"""


class Silence:
    def phase(self, phase: Phase, detail: str = "") -> None: ...

    def collected(self, checks: tuple[CheckInfo, ...]) -> None: ...

    def check(self, result: CheckResult) -> None: ...


def observe(
    tmp_path: Path,
    manifest: str,
    checks: str,
    procfile: str,
    files: dict[str, str] | None = None,
    *,
    server_first: bool = False,
) -> Observation:
    folder = tmp_path / "made-up"
    write_files(folder, {"exercise.yaml": MANIFEST + manifest, "checks/test_it.py": HEAD + checks})
    exercise = Exercise(folder)
    project = write_files(tmp_path / "project", {"Procfile": procfile, "web.py": WEB, **(files or {})})
    engine = connect()
    services = exercise.manifest.services
    build_images(engine, ["checker", "fastapi", *services], lambda _name, _step: None)
    submission = freeze(project)
    plan = make_plan(
        exercise=exercise,
        submission=submission,
        source=ProjectSource(image=image_definition("fastapi").tag, archive=submission.archive()),
        checker=checker_spec(image_definition("checker").tag),
        services={one: image_definition(one).tag for one in services},
        port=24680,
        seed=1,
        only=(),
        salt=secrets.token_hex(8),
    )
    with Pod(engine, secrets.token_hex(6)) as pod:
        (web, *_) = plan.processes
        begun = pod.open_pair(web, plan.checker) if server_first else pod.open(plan.checker)
        return conduct(pod, begun, plan, Silence(), complete=True, meanwhile=lambda: None)


def outcomes(observation: Observation) -> dict[str, str]:
    return {
        result.check.id: result.outcome.value + (f": {result.trace}" if result.trace else "")
        for result in observation.results
    }


def test_services_answer_first_and_checks_have_connections_of_their_own(
    tmp_path: Path,
) -> None:
    seen = observe(
        tmp_path,
        "services: [postgres, redis, rabbitmq]\nstand_ins: [mail, oidc]\nsecrets: [JWT_SECRET]\n"
        "environment: {TOKEN_SECONDS: '2'}\n",
        """
@check("environment", hints=["-"])
def test_environment(api):
    found = api.get("/").object()
    wanted = {"DATABASE_URL", "REDIS_URL", "AMQP_URL", "SMTP_URL", "OIDC_ISSUER", "OIDC_CLIENT_ID",
              "OIDC_CLIENT_SECRET", "JWT_SECRET", "BASE_URL", "PORT"}
    if wanted - set(found) or found["TOKEN_SECONDS"] != "2":
        api.fail("all variables", str(sorted(found)))
    if len(found["JWT_SECRET"]) < 32 or found["BASE_URL"] != f"http://localhost:{found['PORT']}":
        api.fail("a random secret and the base URL", str(found))

@check("postgres", hints=["-"])
def test_postgres(api, database):
    import psycopg
    database.execute("CREATE TABLE public.seen (id int)")
    url = api.get("/").object()["DATABASE_URL"]
    with psycopg.connect(url) as own:
        role = "SELECT current_user, rolsuper FROM pg_roles WHERE rolname = current_user"
        row = own.execute(role).fetchone()
        if row != ("app", False):
            api.fail("an ordinary role", str(row))
        own.execute("CREATE TABLE mine (id int)")
    try:
        psycopg.connect(url.replace("app:", "app:x"))
    except psycopg.OperationalError:
        return
    api.fail("a password that counts", "none")

@check("redis", hints=["-"])
def test_redis(api, redis):
    import redis as library
    redis.set("a", "b")
    url = api.get("/").object()["REDIS_URL"]
    if library.Redis.from_url(url, decode_responses=True).get("a") != "b":
        api.fail("one database", "two")

@check("rabbitmq", hints=["-"])
def test_rabbitmq(api, amqp):
    amqp.queue_declare("q")
    amqp.basic_publish("", "q", b"hello")
    if amqp.basic_get("q", auto_ack=True)[2] != b"hello":
        api.fail("hello", "nothing")

@check("stand-ins", hints=["-"])
def test_stand_ins(api, mail, oidc):
    import smtplib, urllib.parse, requests
    found = api.get("/").object()
    smtp = urllib.parse.urlsplit(found["SMTP_URL"])
    with smtplib.SMTP(smtp.hostname, smtp.port) as client:
        client.login(smtp.username, smtp.password)
        client.sendmail("a@example.com", ["b@example.com"], "Subject: hi\\r\\n\\r\\nhello")
    mail.wait_for("b@example.com")
    requests.get(found["OIDC_ISSUER"] + "/.well-known/openid-configuration", timeout=5).raise_for_status()
""",
        "web: python web.py\n",
    )
    assert set(outcomes(seen).values()) == {"passed"}, outcomes(seen)
    assert seen.verdict is Verdict.PASSED


def test_who_collides_has_read_before_anybody_writes(tmp_path: Path) -> None:
    seen = observe(
        tmp_path,
        "services: [postgres]\n",
        """
def look_then_take(url):
    import psycopg
    with psycopg.connect(url) as own:
        taken = own.execute("SELECT count(*) FROM places").fetchone()[0]
        if taken:
            return "late"
        own.execute("INSERT INTO places VALUES (1)")
        return "took it"

@check("two-steps", hints=["-"])
def test_two_steps(api, database):
    from roadmap_lab.checks import collide
    url = api.get("/").object()["DATABASE_URL"]
    import psycopg
    with psycopg.connect(url) as own:
        own.execute("CREATE TABLE places (id int)")
    came = collide(api, database, *[lambda: look_then_take(url)] * 5)
    if came != ["took it"] * 5:
        api.fail("everybody to have looked first", str(came))
    if look_then_take(url) != "late":
        api.fail("tables that can be written to again", "a lock")

@check("no-tables", hints=["-"])
def test_no_tables(api, database):
    from roadmap_lab.checks import collide
    database.execute("DROP TABLE public.places")
    if collide(api, database, lambda: 1, lambda: 2) != [1, 2]:
        api.fail("the results in order", "others")
""",
        "web: python web.py\n",
    )
    assert set(outcomes(seen).values()) == {"passed"}, outcomes(seen)


def test_checks_can_stop_kill_start_pause_and_double_processes_and_read_their_logs(tmp_path: Path) -> None:
    seen = observe(
        tmp_path,
        "processes: [web, worker]\nservices: [redis]\n",
        POWER
        + """
@check("second worker", hints=["-"])
def test_second_worker(api, pod):
    pod.second("worker")
    eventually(lambda: None if "worker up" in pod.log("worker-2") else api.fail("up", pod.log("worker-2")))

@check("frozen", hints=["-"])
def test_frozen(api, pod):
    pod.pause("web")
    try:
        api.get("/")
    except CheckFailed as failure:
        if "5 s" not in failure.evidence.expected:
            raise
    else:
        api.fail("no answer while it is frozen", "one")
    pod.unpause("web")
    api.get("/").status(200)

@check("leaves a mess", hints=["-"])
def test_mess(api, pod):
    pod.kill("web")
    pod.pause("redis")
    pod.stop("worker", seconds=1)
    api.fail("this check fails", "on purpose")

@check("all is put back", hints=["-"])
def test_put_back(api, pod, redis):
    api.get("/").status(200)
    redis.ping()
    eventually(lambda: pod.log("worker").count("worker up") == 2 or api.fail("2", pod.log("worker")))
""",
        "web: python web.py\nworker: echo worker up; exec sleep 1000\n",
    )
    found = outcomes(seen)
    assert found.pop("mess") == "failed"
    assert set(found.values()) == {"passed"}, found


def test_checks_have_the_same_power_over_a_server_that_owns_the_network(tmp_path: Path) -> None:
    seen = observe(tmp_path, "", POWER, "web: exec python web.py\n", server_first=True)
    assert outcomes(seen) == {"restart": "passed", "down": "passed", "second": "passed"}


def test_a_process_that_ignores_sigterm_is_killed_after_its_time(tmp_path: Path) -> None:
    seen = observe(
        tmp_path,
        "",
        """
@check("stubborn", hints=["-"])
def test_stubborn(api, pod):
    stopped = pod.stop("web", seconds=1)
    if not stopped.killed or stopped.exit_code != 137:
        api.fail("SIGKILL", str(stopped))
    pod.start("web")
""",
        "web: python web.py\n",
        {"stubborn": ""},
    )
    assert outcomes(seen) == {"stubborn": "passed"}


def test_release_runs_to_its_end_first_and_its_failure_is_a_verdict_of_its_own(tmp_path: Path) -> None:
    checks = """
@check("up", hints=["-"])
def test_up(api):
    api.get("/").status(200)
"""
    good = observe(tmp_path / "good", "", checks, "release: echo migrated\nweb: python web.py\n")
    assert good.verdict is Verdict.PASSED
    bad = observe(tmp_path / "bad", "", checks, "release: echo no table >&2; exit 3\nweb: python web.py\n")
    assert bad.verdict is Verdict.CRASHED
    assert bad.trouble is not None
    assert "release process" in bad.trouble.message
    assert "exit code 3" in bad.trouble.message
    assert "no table" in bad.trouble.output


def test_a_worker_that_crashes_on_start_is_named(tmp_path: Path) -> None:
    seen = observe(
        tmp_path,
        "processes: [web, worker]\n",
        """
@check("up", hints=["-"])
def test_up(api):
    api.get("/").status(200)
""",
        "web: sleep 2; python web.py\nworker: echo broken >&2; exit 1\n",
    )
    assert seen.verdict is Verdict.CRASHED
    assert seen.trouble is not None
    assert "worker process crashed" in seen.trouble.message
    assert "broken" in seen.trouble.output
