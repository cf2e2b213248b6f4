"""Whose fault a failed installation is."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

import pytest

from roadmap_lab.errors import MachineError
from roadmap_lab.sandbox.dependency_layers import install
from roadmap_lab.sandbox.spec import Failure, Layer, Network

if TYPE_CHECKING:
    from roadmap_lab.sandbox.engine import Engine

ENGINE = cast("Engine", None)
LAYER = Layer(
    tag="x:1", parent="y:1", files={"requirements.txt": b"a==1\n"}, command="pip", network=Network.OUTSIDE
)


def failed(monkeypatch: pytest.MonkeyPatch, output: str, *, answers: bool) -> list[Layer]:
    """Lets the installation fail; what is asked of the registry afterwards."""
    asked: list[Layer] = []

    def ask(_engine: Engine, layer: Layer) -> bool:
        asked.append(layer)
        return answers

    failure = Failure(reason="it ended with exit code 1", output=output)
    monkeypatch.setattr("roadmap_lab.sandbox.layers.ensure_layer", lambda *_: failure)
    monkeypatch.setattr("roadmap_lab.sandbox.layers.succeeds", ask)
    return asked


@pytest.mark.parametrize(
    "output",
    ["getaddrinfo EAI_AGAIN registry.invalid", "Failed to establish a new connection: [Errno 101]"],
)
def test_without_a_registry_it_is_not_the_projects_fault(
    monkeypatch: pytest.MonkeyPatch, output: str
) -> None:
    failed(monkeypatch, output, answers=False)
    with pytest.raises(MachineError, match="no registry answers"):
        install(ENGINE, LAYER, print)


def test_who_only_says_that_there_is_no_network_is_not_believed(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = failed(monkeypatch, "no matching distribution: EAI_AGAIN", answers=True)
    failure = install(ENGINE, LAYER, print)
    assert failure is not None
    assert "EAI_AGAIN" in failure.output
    assert (asked[0].files, asked[0].parent, asked[0].network) == ({}, "y:1", Network.OUTSIDE)
    assert asked[0].command.startswith("pip download")


def test_another_failure_asks_nobody(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = failed(monkeypatch, "a==1 needs a compiler", answers=False)
    assert install(ENGINE, LAYER, print)
    assert asked == []
