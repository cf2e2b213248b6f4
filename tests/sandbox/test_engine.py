from __future__ import annotations

import time
from typing import TYPE_CHECKING

import pytest

from roadmap_lab.sandbox import engine as engine_module
from roadmap_lab.sandbox.endpoint import Endpoint
from roadmap_lab.sandbox.engine import connect
from tests.docker.fake_engine import FakeEngine, http

if TYPE_CHECKING:
    from pathlib import Path

OOM = {"Type": "container", "Action": "oom"}


@pytest.mark.parametrize(("answer", "told"), [(http(200, OOM), True), (http(200), False), (http(500), False)])
def test_what_ran_out_of_memory_is_among_the_engines_events(
    tmp_path: Path, answer: bytes, told: bool
) -> None:
    def answered(_method: str, target: str) -> bytes:
        return answer if "/events" in target else http(200)

    with FakeEngine(tmp_path / "engine.sock", answered) as fake:
        assert connect(Endpoint(url=fake.url, origin="a test")).ran_out_of_memory("web") is told


def test_an_engine_that_waits_for_events_is_not_waited_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(engine_module, "_EVENTS_SECONDS", 0.2)

    def answered(_method: str, target: str) -> bytes:
        if "/events" in target:
            time.sleep(1)
        return http(200)

    with FakeEngine(tmp_path / "engine.sock", answered) as fake:
        assert not connect(Endpoint(url=fake.url, origin="a test")).ran_out_of_memory("web")
