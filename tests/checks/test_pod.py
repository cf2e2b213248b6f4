"""Power over the processes, as far as the checker itself looks whether it was obeyed."""

from __future__ import annotations

import socket
from typing import TYPE_CHECKING, Any, cast

import pytest

from roadmap_lab.checks import pod as pod_module
from roadmap_lab.checks.failure import CheckFailed
from roadmap_lab.checks.pod import Pod

if TYPE_CHECKING:
    from roadmap_lab.checks.host import Host


class ObedientHost:
    def request(self, _action: str, _role: str, **_fields: int) -> dict[str, Any]:
        return {"ok": True, "exit_code": 0, "killed": False, "role": "web-2"}


def pod(port: int) -> Pod:
    return Pod(cast("Host", ObedientHost()), port, 0.1)


def test_nobody_may_answer_for_a_web_process_that_has_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pod_module, "SILENCE_SECONDS", 0.1)
    with socket.create_server(("127.0.0.1", 0)) as other:
        mine = pod(other.getsockname()[1])
        for ending in (lambda: mine.kill("web"), lambda: mine.stop("web")):
            with pytest.raises(CheckFailed) as caught:
                ending()
            assert "another process still answers" in caught.value.evidence.actual
        mine.kill("worker")
    mine.kill("web")


def test_processes_that_hold_every_port_are_the_projects_fault(monkeypatch: pytest.MonkeyPatch) -> None:
    def no_port_left(_socket: socket.socket, _address: object) -> None:
        raise OSError(98, "Address already in use")

    monkeypatch.setattr(socket.socket, "bind", no_port_left)
    with pytest.raises(CheckFailed) as caught:
        pod(1).second("web")
    assert "your processes hold all of them" in caught.value.evidence.actual
