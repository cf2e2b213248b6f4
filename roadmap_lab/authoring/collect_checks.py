"""Imports the check files of an exercise and says what they declare, in a process of its own.

Run as `python -m roadmap_lab.authoring.collect_checks FOLDER RESULT`; the result is one JSON object.
"""

from __future__ import annotations

import importlib.util
import json
import sys
import traceback
from pathlib import Path
from types import FunctionType
from typing import TYPE_CHECKING, Any

from roadmap_lab.checks.declaration import ATTRIBUTE, Declaration

if TYPE_CHECKING:
    from types import ModuleType


def collect(folder: Path) -> dict[str, Any]:
    """Everything that the files `test_*.py` declare, in the order in which it would run."""
    sys.path.insert(0, str(folder))
    sys.dont_write_bytecode = True
    checks: list[dict[str, Any]] = []
    failures: list[dict[str, Any]] = []
    for path in sorted(folder.rglob("test_*.py")):
        name = path.relative_to(folder).as_posix()
        try:
            module = _load(path)
        except Exception as error:  # noqa: BLE001  # whatever a file raises is what its author has to hear
            failures.append({"file": name, "line": _line(path, error), "message": _words(error)})
        else:
            checks += [{"file": name, **one} for one in _declared(module)]
    return {"checks": checks, "failures": failures}


def _load(path: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location(path.stem, path)
    if spec is None or spec.loader is None:
        raise ImportError(f"{path.name} cannot be imported")
    module = importlib.util.module_from_spec(spec)
    sys.modules[path.stem] = module
    spec.loader.exec_module(module)
    return module


def _declared(module: ModuleType) -> list[dict[str, Any]]:
    found = []
    for name, value in vars(module).items():
        if not (name.startswith("test_") and isinstance(value, FunctionType)):
            continue
        declaration = getattr(value, ATTRIBUTE, None)
        one = {
            "name": name,
            "line": value.__code__.co_firstlineno,
            "id": "",
            "title": "",
            "hints": [],
            "needs": [],
        }
        if isinstance(declaration, Declaration):
            one |= {
                "id": declaration.id,
                "title": declaration.title,
                "hints": list(declaration.hints),
                "needs": list(declaration.needs),
            }
        found.append(one)
    return found


def _line(path: Path, error: Exception) -> int | None:
    if isinstance(error, SyntaxError):
        return error.lineno
    frames = [one for one in traceback.extract_tb(error.__traceback__) if one.filename == str(path)]
    return frames[-1].lineno if frames else None


def _words(error: Exception) -> str:
    text = (str(error).splitlines() or [""])[0]
    return f"{type(error).__name__}: {text}"


def main() -> None:
    """Writes what was found to the file named second."""
    folder, result = map(Path, sys.argv[1:])
    result.write_text(json.dumps(collect(folder.resolve())), encoding="utf-8")


if __name__ == "__main__":
    main()
