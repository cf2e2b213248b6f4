"""Is what learners get, and what they may see at the end, formatted as its stack wants it?

Python goes through ruff with the stack's own settings, Go through gofmt where Go is installed. For other
languages there is no formatter that could be had without a package manager: their files must have no tabs, no
blanks at line ends and one line end at the end, and JavaScript must parse (where Node.js is installed; a
grade finds the rest).
"""

from __future__ import annotations

import shutil
import subprocess
import sys
from typing import TYPE_CHECKING

import msgspec

from roadmap_lab.authoring.checkout import RENDERED, files_below
from roadmap_lab.errors import MachineError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from roadmap_lab.authoring.problems import LintProblem, Subject

SECONDS = 60.0
_WITH_TABS = frozenset({".go", ".mk", ".mod"})
_JAVASCRIPT = frozenset({".js", ".mjs"})
# Parses each file as a module, in one process; a line of JSON for each that is none.
_PARSE = """
import vm from 'node:vm';
import { readFileSync } from 'node:fs';
for (const [index, path] of process.argv.slice(1).entries()) {
  try {
    new vm.SourceTextModule(readFileSync(path, 'utf8'));
  } catch (error) {
    console.log(JSON.stringify([index, error.message]));
  }
}
"""
_RUFF_FINDS = 1  # exit code: at least one file would change


def format_problems(subject: Subject) -> Iterator[LintProblem]:
    """Files of starters and solutions that are not formatted."""
    source = subject.source
    for stack in source.stacks:
        files = [
            path
            for folder in (source.template / stack, source.solution(stack))
            for path in files_below(folder)
            if path.suffix != RENDERED
        ]
        yield from _python_problems(subject, stack, [path for path in files if path.suffix == ".py"])
        yield from _go_problems(subject, [path for path in files if path.suffix == ".go"])
        yield from _javascript_problems(subject, [path for path in files if path.suffix in _JAVASCRIPT])
        for path in files:
            yield from _text_problems(subject, path)


def _python_problems(subject: Subject, stack: str, files: list[Path]) -> Iterator[LintProblem]:
    config = subject.checkout.stack_template(stack) / "pyproject.toml"
    if not files or not config.is_file():
        return
    command = [
        sys.executable,
        "-m",
        "ruff",
        "format",
        "--check",
        "--no-cache",
        "--quiet",
        "--config",
        str(config),
    ]
    whole = _run([*command, *map(str, files)])
    if whole.returncode == 0:
        return
    if "No module named ruff" in whole.stderr:
        raise MachineError("ruff is not installed", "pip install --editable '.[dev]'")
    shown = subject.checkout.shown(config)
    for path in files:
        one = _run([*command, str(path)])
        if one.returncode == _RUFF_FINDS:
            advice = f"ruff format --config {shown} {subject.checkout.shown(path)}"
            yield subject.problem(path, "it is not formatted as its stack wants it", advice)
        elif one.returncode:
            reason = (one.stderr.strip().splitlines() or ["ruff gives no reason"])[0]
            yield subject.problem(path, f"it cannot be formatted: {reason}", "mend it")


def _text_problems(subject: Subject, path: Path) -> Iterator[LintProblem]:
    content = path.read_bytes()
    if not content or b"\0" in content:
        return
    text = content.decode("utf-8", errors="replace")
    if not text.endswith("\n") or text.endswith("\n\n"):
        yield subject.problem(
            path, "it does not end with one line end", "end it with one", text.count("\n") + 1
        )
    for number, line in enumerate(text.split("\n"), start=1):
        if line != line.rstrip() or ("\t" in line and path.suffix not in _WITH_TABS):
            what = "blanks at its end" if line != line.rstrip() else "a tab"
            yield subject.problem(path, f"a line has {what}", "format the file", number)
            return  # one is enough to have the file formatted


def _go_problems(subject: Subject, files: list[Path]) -> Iterator[LintProblem]:
    gofmt = shutil.which("gofmt")
    if gofmt is None or not files:
        return
    done = _run([gofmt, "-l", *map(str, files)])
    for path in files:
        if str(path) in done.stdout.splitlines():
            yield subject.problem(
                path, "it is not formatted as its stack wants it", f"gofmt -w {subject.checkout.shown(path)}"
            )
        elif f"{path}:" in done.stderr:
            yield subject.problem(
                path, "it does not parse", f"gofmt {subject.checkout.shown(path)} shows where"
            )


def _javascript_problems(subject: Subject, files: list[Path]) -> Iterator[LintProblem]:
    node = shutil.which("node")
    if node is None or not files:
        return
    options = ["--experimental-vm-modules", "--no-warnings", "--input-type=module", "--eval", _PARSE]
    done = _run([node, *options, *map(str, files)])
    for line in done.stdout.splitlines():
        index, reason = msgspec.json.decode(line, type=tuple[int, str])
        path = files[index]
        advice = f"node --check {subject.checkout.shown(path)} shows where"
        yield subject.problem(path, f"it does not parse: {reason}", advice)


def _run(command: list[str]) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        command, stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=SECONDS, check=False
    )
