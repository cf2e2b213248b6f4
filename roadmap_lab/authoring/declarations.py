"""The checks that an exercise declares, read by importing its check files elsewhere."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path

import msgspec

from roadmap_lab.errors import InternalError
from roadmap_lab.resources import PACKAGE

IMPORT_SECONDS = 60.0


class DeclaredCheck(msgspec.Struct, frozen=True, kw_only=True):
    """A test function with its declaration; without one, `id` is empty.

    Attributes:
        file: Relative to the folder of the checks.
        line: Where it begins.
        name: The function's name.
        id: Stable within the exercise.
        title: What has to hold.
        hints: From a nudge to nearly the answer.
        needs: Ids of the checks that have to pass first.
    """

    file: str
    line: int
    name: str
    id: str
    title: str
    hints: tuple[str, ...]
    needs: tuple[str, ...]


class ImportFailure(msgspec.Struct, frozen=True, kw_only=True):
    """A check file that cannot be imported, and why."""

    file: str
    line: int | None
    message: str


class Declared(msgspec.Struct, frozen=True, kw_only=True):
    """All checks of an exercise in the order in which they run, and the files that could not be read."""

    checks: tuple[DeclaredCheck, ...] = ()
    failures: tuple[ImportFailure, ...] = ()


def declared_checks(folder: Path) -> Declared:
    """The checks that the files in a folder declare; nothing of them runs here.

    Raises:
        InternalError: The files could not be imported at all, not even with an error of their own.
    """
    with tempfile.TemporaryDirectory(prefix="roadmap-lab-") as workshop:
        result = Path(workshop) / "checks.json"
        environment = {
            **os.environ,
            "PYTHONDONTWRITEBYTECODE": "1",
            "PYTHONPATH": os.pathsep.join(filter(None, [str(PACKAGE.parent), os.environ.get("PYTHONPATH")])),
        }
        try:
            done = subprocess.run(
                [sys.executable, "-m", "roadmap_lab.authoring.collect_checks", str(folder), str(result)],
                env=environment,
                cwd=workshop,
                stdin=subprocess.DEVNULL,
                capture_output=True,
                text=True,
                timeout=IMPORT_SECONDS,
                check=False,
            )
        except subprocess.TimeoutExpired:
            raise InternalError(
                f"importing the checks in {folder} took more than {IMPORT_SECONDS:g} s",
                "do nothing at import that takes long",
            ) from None
        if not result.is_file():
            reason = (done.stderr.strip().splitlines() or ["?"])[-1]
            raise InternalError(
                f"the checks in {folder} cannot be imported: {reason}",
                "pip install --editable '.[dev]' installs what checks import",
                detail=done.stderr,
            )
        return msgspec.json.decode(result.read_bytes(), type=Declared)
