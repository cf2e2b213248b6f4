"""The command line in this process, for tests that have to bend something inside it."""

from __future__ import annotations

import gc
import json
import signal
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pytest

from roadmap_lab.cli.main import main

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    Here = Callable[..., "Said"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What a command has said, and its exit code."""

    code: int
    out: str
    err: str

    def json(self) -> Any:
        """Standard output as JSON."""
        return json.loads(self.out)


@pytest.fixture
def here(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> Iterator[Here]:
    """Runs `roadmap-lab` in this process, in a folder of its own."""
    before = signal.getsignal(signal.SIGTERM)
    folder = tmp_path / "here"
    folder.mkdir()
    monkeypatch.chdir(folder)

    def run(*arguments: str | Path) -> Said:
        with pytest.raises(SystemExit) as end:
            main([str(one) for one in arguments])
        said = capsys.readouterr()
        return Said(code=int(end.value.code or 0), out=said.out, err=said.err)

    yield run
    signal.signal(signal.SIGTERM, before)
    gc.enable()  # a short run does without it
