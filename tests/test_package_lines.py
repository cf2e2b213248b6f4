"""The lines that DESIGN draws through the package: who may import whom, who prints, how long a module is."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
import time
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "roadmap_lab"
MODULES = sorted(PACKAGE.rglob("*.py"))
LONGEST_MODULE = 400
HEAVY = ("docker", "copier", "requests", "pydantic", "pytest", "urllib3")
RUN_MAIN = """
import sys
from roadmap_lab.cli.main import main
try:
    main(sys.argv[1:])
except SystemExit as end:
    assert end.code == 0, end.code
print(*sorted(sys.modules), file=sys.stderr)
"""
# A command that starts slowly is noticed at every call; the libraries it can't do without are the measure.
TIMES_OF_ITS_LIBRARIES = 3
ROUNDS = 5


def modules_after(code: str, *arguments: str) -> set[str]:
    done = subprocess.run(
        [sys.executable, "-c", code, *arguments], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return set(done.stderr.split())


def name(path: Path) -> str:
    return path.relative_to(PACKAGE).as_posix()


@pytest.mark.parametrize(
    "arguments",
    [("--help",), ("--version",), ("status",), ("status", "--json"), ("next",), ("status", "--help")],
)
def test_a_cheap_command_imports_nothing_heavy(arguments: tuple[str, ...]) -> None:
    loaded = modules_after(RUN_MAIN, *arguments)
    assert "click" in loaded
    assert not [module for module in HEAVY if module in loaded]


def test_help_reads_neither_catalog_nor_store() -> None:
    loaded = modules_after(RUN_MAIN, "--help")
    assert not [
        one for one in loaded if one.startswith(("roadmap_lab.catalog", "roadmap_lab.progress", "sqlite3"))
    ]


@pytest.mark.parametrize(
    "module",
    [
        *(f"roadmap_lab.catalog.{path.stem}" for path in sorted((PACKAGE / "catalog").glob("[a-z]*.py"))),
        "roadmap_lab.grading.plan",
        "roadmap_lab.grading.report",
        "roadmap_lab.sandbox.spec",
    ],
)
def test_a_pure_module_imports_no_adapter(module: str) -> None:
    code = f"import sys, {module}; print(*sorted(sys.modules), file=sys.stderr)"
    loaded = modules_after(code)
    assert module in loaded
    assert not [adapter for adapter in ("click", "docker", "copier", "requests", "rich") if adapter in loaded]


def imports(path: Path) -> set[str]:
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path} imports relatively"
            found.add(node.module or "")
    return found


@pytest.mark.parametrize("path", sorted((PACKAGE / "checks").rglob("*.py")), ids=name)
def test_the_checks_plugin_imports_nothing_else_of_the_package(path: Path) -> None:
    own = {one for one in imports(path) if one.split(".")[0] == "roadmap_lab"}
    assert {
        one for one in own if one != "roadmap_lab.checks" and not one.startswith("roadmap_lab.checks.")
    } == set()


def top_level_imports(path: Path) -> set[str]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    found: set[str] = set()
    for node in tree.body:
        if isinstance(node, ast.Import):
            found |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            found.add((node.module or "").split(".")[0])
    return found


@pytest.mark.parametrize("path", MODULES, ids=name)
def test_docker_and_copier_are_imported_inside_the_functions_that_use_them(path: Path) -> None:
    assert not top_level_imports(path) & {"docker", "copier"}


def printing(path: Path) -> list[str]:
    found = []
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        text = ast.unparse(node) if isinstance(node, ast.Name | ast.Attribute) else ""
        if text in {"print", "click.echo", "click.secho", "sys.stdout", "sys.__stdout__"}:
            found.append(f"{text}, line {getattr(node, 'lineno', 0)}")
    return found


@pytest.mark.parametrize("path", MODULES, ids=name)
def test_only_the_command_line_prints(path: Path) -> None:
    # The two programs take standard output away: one to give it to the events, one when nobody reads it.
    programs = {"__main__.py", "checks/program.py"}
    speaks = path.is_relative_to(PACKAGE / "cli") or name(path) in {"checks/stream.py", *programs}
    assert speaks or not printing(path)


@pytest.mark.parametrize(
    "path",
    [*MODULES, *sorted((ROOT / "tests").rglob("*.py"))],
    ids=lambda path: path.relative_to(ROOT).as_posix(),
)
def test_a_module_is_no_longer_than_one_can_read(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= LONGEST_MODULE


def tracked_texts() -> list[tuple[str, str]]:
    if not (ROOT / ".git").exists():
        pytest.skip("not a checkout")
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True).stdout
    texts = []
    for path in filter(None, listed.decode().split("\0")):
        file = ROOT / path
        in_container = path.startswith("roadmap_lab/images/")  # there such folders are every machine's
        if file.is_file() and not in_container and b"\0" not in file.read_bytes():
            texts.append((path, file.read_text(encoding="utf-8", errors="replace")))
    return texts


def test_nothing_tracked_names_a_folder_of_one_machine() -> None:
    # Written in pieces, so that this file does not name any either.
    homes = re.compile(r"(?<![\w.])/" + r"(?:root|home/[a-z][\w.-]*|Users/[A-Za-z][\w.-]*)/[\w.]")
    named = [
        f"{path}: {found[0]}" for path, text in tracked_texts() for found in [homes.search(text)] if found
    ]
    assert named == []


def seconds(arguments: list[str]) -> float:
    start = time.perf_counter()
    subprocess.run([sys.executable, *arguments], cwd=ROOT, capture_output=True, check=True)
    return time.perf_counter() - start


@pytest.mark.parametrize("verb", ["--help", "status"])
def test_a_cheap_command_starts_about_as_fast_as_its_libraries(verb: str) -> None:
    libraries, command = [], []
    for _ in range(ROUNDS):  # interleaved, and the best of each counts: a busy machine slows both
        libraries.append(seconds(["-c", "import click, rich.console"]))
        command.append(seconds(["-m", "roadmap_lab", verb]))
        if min(command) < TIMES_OF_ITS_LIBRARIES * min(libraries):
            return
    assert min(command) < TIMES_OF_ITS_LIBRARIES * min(libraries)
