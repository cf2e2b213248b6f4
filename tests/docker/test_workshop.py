"""Commands of strangers in a limited container: what they may use, and what comes out."""

from __future__ import annotations

import io
import tarfile
from typing import TYPE_CHECKING

import pytest

from roadmap_lab.project.submission import SubmittedFile, pack
from roadmap_lab.sandbox.definitions import image_definition
from roadmap_lab.sandbox.spec import Network
from roadmap_lab.sandbox.workshop import Done, Work, done_in_a_workshop
from tests.docker.conftest import eventually

if TYPE_CHECKING:
    from roadmap_lab.sandbox.engine import Engine

pytestmark = [pytest.mark.docker, pytest.mark.usefixtures("images")]

FOLDER = "/srv/app"


def run(
    engine: Engine, command: str, *, seconds: float = 60.0, largest: int = 10**6
) -> tuple[Done, list[str]]:
    lines: list[str] = []
    work = Work(
        role="build",
        image=image_definition("base").tag,
        archive=pack({"a.txt": SubmittedFile(content=b"a")}),
        folder=FOLDER,
        folder_mb=64,
        command=command,
        environment={"HOME": "/tmp", "TMPDIR": "/tmp"},
        network=Network.NONE,
        seconds=seconds,
        largest_result=largest,
    )
    with done_in_a_workshop(engine, work, lines.append) as done:
        assert engine.state(done.container).exit_code >= 0, "it is there meanwhile"
    eventually(lambda: not any(one["Id"] == done.container for one in engine.containers()), "it is removed")
    return done, lines


def files(done: Done) -> dict[str, bytes]:
    with tarfile.open(fileobj=io.BytesIO(done.result)) as archive:
        found = {one.name: archive.extractfile(one) for one in archive if one.isfile()}
    return {name: file.read() for name, file in found.items() if file is not None}


def test_what_it_makes_comes_out_and_what_it_says_does_not_mix_with_it(engine: Engine) -> None:
    done, lines = run(
        engine, "echo out; printf '\\033[31merr\\033[0m\\n' >&2; cat a.txt > b.txt; whoami; id -u"
    )

    assert done.failure is None
    assert files(done) == {"./a.txt": b"a", "./b.txt": b"a"}
    assert lines[:2] == ["out", "err"]
    assert lines[-1] == "65534"


def test_a_failure_says_how_it_ended_and_its_last_lines(engine: Engine) -> None:
    done, _ = run(engine, "echo wrong; exit 3")

    assert done.failure is not None
    assert done.failure.reason == "it ended with exit code 3"
    assert done.failure.output == "wrong"
    assert done.result == b""


def test_one_that_does_not_end_is_stopped(engine: Engine) -> None:
    done, _ = run(engine, "trap '' TERM; echo waiting; while :; do sleep 1; done", seconds=3)

    assert done.failure is not None
    assert done.failure.reason == "it did not end within 3 s and was stopped"
    assert done.failure.output == "waiting"


def test_what_is_larger_than_wanted_is_not_taken_over(engine: Engine) -> None:
    done, _ = run(engine, "head -c 3000000 /dev/urandom > big", largest=2 * 1024**2)

    assert done.failure is not None
    assert done.failure.reason == "what it made is larger than 2 MB"


@pytest.mark.parametrize(
    ("command", "reason"),
    [
        ("head -c 100000000 /dev/zero > full", "it ended with exit code 1"),
        ("truncate -s 2G /var/tmp/big && sleep 9", "it wrote more than 1,500 MB and was stopped"),
        ("head -c 3000000000 /dev/zero | tail -n 1", "it used more than 2048 MB and was stopped"),
        ("touch /etc/x", "it ended with exit code 1"),
        ("curl --silent --max-time 2 http://192.0.2.1/", "it ended with exit code 7"),
    ],
    ids=["folder", "disk", "memory", "root", "network"],
)
def test_it_is_limited(engine: Engine, command: str, reason: str) -> None:
    done, _ = run(engine, command)

    assert done.failure is not None
    assert done.failure.reason == reason
