"""What a grade takes in each stack: the build, until the server listens, and until the verdict.

Run it as `python benchmarks/stacks.py [--rounds N] [--exercise ID]... [--stack S]...`. Each solution
is graded by the real command; rounds go over all of them in turn, so that the machine's moods fall on all.
Printed are medians in seconds; images and layers are made before.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from rich.console import Console
from rich.table import Table

from roadmap_lab.catalog.exercises import exercise_ids, load_exercise
from roadmap_lab.catalog.stack_definitions import load_stack
from roadmap_lab.project.scaffold import scaffold

PHASES = ("build", "boot", "checks")


def lay_out(exercise: str, stack: str, folder: Path) -> Path:
    loaded = load_exercise(exercise)
    scaffold(loaded, load_stack(stack), folder)
    shutil.copytree(loaded.folder / "solutions" / stack, folder, dirs_exist_ok=True)
    return folder


def grade(project: Path, home: Path) -> dict[str, float]:
    """Seconds of each phase, and of the whole process up to the prompt."""
    began = time.monotonic()
    done = subprocess.run(
        [sys.executable, "-m", "roadmap_lab", "grade", str(project), "--json"],
        env={**os.environ, "ROADMAP_LAB_HOME": str(home)},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        check=False,
    )
    took = time.monotonic() - began
    data = json.loads(done.stdout).get("data", {})
    if data.get("verdict") != "passed":
        sys.exit(f"{project.name} does not pass: {done.stdout.decode()[:2000]}")
    return {**data["phases"], "whole": took}


def main() -> None:
    options = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    options.add_argument("--rounds", type=int, default=3)
    options.add_argument("--exercise", action="append", choices=exercise_ids())
    options.add_argument("--stack", action="append")
    chosen = options.parse_args()
    pairs = [
        (exercise, stack)
        for exercise in chosen.exercise or exercise_ids()
        for stack in load_exercise(exercise).stacks
        if not chosen.stack or stack in chosen.stack
    ]
    with tempfile.TemporaryDirectory() as folder:
        projects = {pair: lay_out(*pair, Path(folder) / "-".join(pair)) for pair in pairs}
        home = Path(folder) / "home"
        for project in projects.values():
            grade(project, home)  # whatever has to be made once
        rounds = [
            {pair: grade(project, home) for pair, project in projects.items()} for _ in range(chosen.rounds)
        ]
    table = Table(box=None)
    for column in ("exercise", "stack", *PHASES, "whole"):
        table.add_column(column, justify="left" if column in {"exercise", "stack"} else "right")
    for pair in pairs:
        cells = []
        for name in (*PHASES, "whole"):
            seen = [one[pair][name] for one in rounds if name in one[pair]]
            cells.append(f"{statistics.median(seen):.2f}" if seen else "")
        table.add_row(*pair, *cells)
    Console().print(table)


if __name__ == "__main__":
    main()
