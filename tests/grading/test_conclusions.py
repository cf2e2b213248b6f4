"""What is concluded from containers that met a limit, in words for whoever wrote the program."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, cast

import pytest

from roadmap_lab.errors import MachineError
from roadmap_lab.grading.conclusions import Observation, Witness
from roadmap_lab.grading.events import CheckEnded, CheckInfo, Collected, Evidence, Outcome, Unreachable
from roadmap_lab.grading.plan import PodPlan
from roadmap_lab.grading.report import Trouble, Verdict
from roadmap_lab.sandbox.engine import ContainerState
from roadmap_lab.sandbox.spec import ContainerSpec, Limits

if TYPE_CHECKING:
    from roadmap_lab.sandbox.pod import Pod

CHECKER = ContainerSpec(role="checker", image="checker")
REDIS = ContainerSpec(role="redis", image="redis", limits=Limits(memory_mb=256))
WEB = ContainerSpec(role="web", image="web")
WORKER = ContainerSpec(role="worker", image="web")


@dataclass(kw_only=True)
class SeenPod:
    """A pod of which everything is known."""

    states: dict[str, ContainerState] = field(default_factory=dict)
    logs: dict[str, str] = field(default_factory=dict)
    out_of_memory: str = ""

    def state(self, role: str) -> ContainerState:
        return self.states.get(role, ContainerState(running=True, exit_code=0, out_of_memory=False))

    def ran_out_of_memory(self, role: str) -> bool:
        return role == self.out_of_memory

    def log(self, role: str, lines: int) -> str:
        return "".join(self.logs.get(role, "").splitlines(keepends=True)[-lines:])


def witness(pod: SeenPod) -> Witness:
    plan = PodPlan(
        checker=CHECKER,
        services=(REDIS,),
        release=None,
        processes=(WEB, WORKER),
        waits_for_services=True,
        job=b"",
        project=b"",
        port=20000,
        boot_seconds=20.0,
        check_seconds=60.0,
    )
    made = Witness(cast("Pod", pod), plan, complete=True)
    made.collected(
        Collected(protocol=1, checks=(CheckInfo(id="one", title="One.", hints=("Look.",)),)), 6.9, None
    )
    return made


def concluded(pod: SeenPod, outcome: Outcome = Outcome.FAILED) -> Observation:
    made = witness(pod)
    made.ready(7.005, 7.0)
    evidence = Evidence(request="", expected="a", actual="b")
    made.check_ended(CheckEnded(id="one", outcome=outcome, ms=1, evidence=evidence))
    return made.finished()


def trouble_of(seen: Observation | None) -> Trouble:
    assert seen is not None
    assert seen.trouble is not None
    return seen.trouble


def test_a_failure_without_a_limit_speaks_for_itself() -> None:
    assert concluded(SeenPod(logs={"web": "listening\n"})).trouble is None


def test_a_limit_behind_failed_checks_is_told() -> None:
    told = trouble_of(concluded(SeenPod(logs={"worker": "OSError: [Errno 24] Too many open files\n"})))
    assert told.message == (
        "your worker process asked for more than 1,024 files and connections open at once"
    )
    assert "Too many open files" in told.output
    assert told.hint


def test_memory_that_another_process_of_the_server_ate_is_told() -> None:
    told = trouble_of(concluded(SeenPod(out_of_memory="web")))
    assert told.message == "your server used more than 512 MB: one of its processes was stopped"


def test_who_passes_hears_of_no_limit() -> None:
    assert concluded(SeenPod(out_of_memory="web"), Outcome.PASSED).trouble is None


def test_a_limit_that_kept_the_server_from_listening_is_the_hint() -> None:
    made = witness(SeenPod(logs={"web": "bash: fork: retry: Resource temporarily unavailable\n"}))
    told = trouble_of(made.not_listening(Unreachable(listening=())))
    assert told.hint.startswith("it asked for more than 128 processes and threads at once: ")


def test_a_port_that_is_listened_on_is_not_called_another_one() -> None:
    told = trouble_of(witness(SeenPod()).not_listening(Unreachable(listening=(20000, 32768))))
    assert "your server listens on PORT (20000), but no connection to it was possible" in told.message
    assert "instead" not in told.hint
    told = trouble_of(witness(SeenPod()).not_listening(Unreachable(listening=(3000,))))
    assert "did not listen on PORT (20000) within 20 s" in told.message
    assert told.hint.endswith("it listens on 3000 instead")


@pytest.mark.parametrize(("begun", "verdict"), [(False, Verdict.CRASHED), (True, Verdict.FAILED)])
def test_a_service_that_was_filled_up_is_the_projects_doing(begun: bool, verdict: Verdict) -> None:
    ended = ContainerState(running=False, exit_code=137, out_of_memory=True)
    made = witness(SeenPod(states={"redis": ended}))
    if begun:
        made.check_ended(CheckEnded(id="one", outcome=Outcome.PASSED, ms=1))
    seen = made.ended("redis")
    assert trouble_of(seen).message == "redis used more than 256 MB and was stopped"
    assert seen is not None
    assert seen.verdict is verdict


def test_a_service_that_ends_otherwise_is_not() -> None:
    made = witness(SeenPod(states={"redis": ContainerState(running=False, exit_code=1, out_of_memory=False)}))
    with pytest.raises(MachineError, match="the service redis ended by itself"):
        made.ended("redis")


def test_lines_without_an_end_do_not_hide_the_last_one() -> None:
    log = ("x" * 15_000 + "\n") * 30 + "the settings are missing\n"
    told = trouble_of(witness(SeenPod(logs={"web": log})).not_listening(Unreachable(listening=())))
    assert told.output.endswith("the settings are missing")
    assert len(told.output) < 12_000
