"""The program as it is installed: a wheel in a fresh environment, outside the checkout."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from roadmap_lab.resources import EXERCISES, PACKAGE

if TYPE_CHECKING:
    from tests.conftest import Lab

pytestmark = [pytest.mark.docker, pytest.mark.network]

CHECKOUT = PACKAGE.parent
SECONDS = 600


def run(*command: str | Path, cwd: Path, variables: dict[str, str]) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        list(map(str, command)),
        cwd=cwd,
        env=variables,
        capture_output=True,
        text=True,
        timeout=SECONDS,
        check=False,
        stdin=subprocess.DEVNULL,
    )


@pytest.fixture
def variables(lab: Lab) -> dict[str, str]:
    """The environment without what would lead back to the checkout."""
    return {name: value for name, value in lab.environment.items() if not name.startswith("PYTHON")}


@pytest.fixture
def wheel(tmp_path: Path, variables: dict[str, str]) -> Path:
    """The wheel, built from what is in the checkout."""
    folder = tmp_path / "dist"
    built = run(
        *(sys.executable, "-m", "pip", "wheel", "--no-deps", "--wheel-dir", folder, CHECKOUT),
        cwd=tmp_path,
        variables=variables,
    )
    assert built.returncode == 0, built.stdout + built.stderr
    (path,) = folder.glob("roadmap_lab-*.whl")
    return path


@pytest.mark.usefixtures("images")
def test_an_installed_wheel_scaffolds_and_grades(lab: Lab, wheel: Path, variables: dict[str, str]) -> None:
    _holds_what_it_should(wheel)
    environment = lab.folder.parent / "environment"
    python = environment / "bin" / "python"
    program = environment / "bin" / "roadmap-lab"
    made = run(sys.executable, "-m", "venv", environment, cwd=lab.folder, variables=variables)
    assert made.returncode == 0, made.stderr
    installed = run(python, "-m", "pip", "install", "--quiet", wheel, cwd=lab.folder, variables=variables)
    assert installed.returncode == 0, installed.stderr

    place = run(
        python, "-c", "import roadmap_lab; print(roadmap_lab.__file__)", cwd=lab.folder, variables=variables
    )
    assert Path(place.stdout.strip()).is_relative_to(environment)

    for stack in ("fastapi", "express"):
        project = lab.folder / stack
        new = run(
            program, "new", "quotes-api", project, "--stack", stack, cwd=lab.folder, variables=variables
        )
        assert new.returncode == 0, new.stderr
        assert (project / ".gitignore").exists()
        assert (project / ".copier-answers.yml").exists()
        failed = run(program, "grade", cwd=project, variables=variables)
        assert failed.returncode == 1, failed.stdout + failed.stderr
        assert "building images" not in failed.stdout, "the wheel's images are the checkout's"
        shutil.copytree(EXERCISES / "quotes-api" / "solutions" / stack, project, dirs_exist_ok=True)
        passed = run(program, "grade", cwd=project, variables=variables)
        assert passed.returncode == 0, passed.stdout + passed.stderr

    status = run(program, "status", cwd=Path(os.sep), variables=variables)
    assert "passed in express, fastapi" in status.stdout, status.stdout + status.stderr


def _holds_what_it_should(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        names = set(archive.namelist())
    rubbish = ("__pycache__", ".mypy_cache", ".pytest_cache", ".ruff_cache", "node_modules")
    assert [name for name in names if any(one in name.split("/") for one in rubbish)] == []
    assert {
        "roadmap_lab/_data/exercises/quotes-api/exercise.yaml",
        "roadmap_lab/_data/templates/stacks/express/template/.gitignore",
        "roadmap_lab/images/seccomp.json",
        "roadmap_lab/images/base/Dockerfile",
    } <= names
    assert not [name for name in names if name.startswith("tests/")]
