"""Which exercises were touched since a revision of git."""

from __future__ import annotations

import subprocess
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from roadmap_lab.authoring.trial_cache import ENGINE
from roadmap_lab.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from roadmap_lab.authoring.checkout import Checkout

_GIT_SECONDS = 60.0


def changed_exercises(checkout: Checkout, revision: str, known: Sequence[str]) -> tuple[str, ...]:
    """Those of the known exercises that a change since the revision can have an effect on.

    Changes that are not committed count, new files too.

    Raises:
        UsageError: There is no git repository, or no such revision.
    """
    changed = _git(checkout, "diff", "--relative", "--name-only", "-z", "--end-of-options", revision, "--")
    new = _git(checkout, "ls-files", "--others", "--exclude-standard", "-z")
    return affected([*changed, *new], {one: checkout.source(one).stacks for one in known})


def affected(paths: Iterable[str], exercises: Mapping[str, Sequence[str]]) -> tuple[str, ...]:
    """The exercises that depend on one of the files.

    Args:
        paths: From the root of the checkout, with `/`.
        exercises: The stacks of each exercise by its id.
    """
    found: set[str] = set()
    for path in paths:
        match PurePosixPath(path).parts:
            case ("exercises", name, *_) | ("templates", "exercises", name, *_):
                found.add(name)
            case ("templates", "stacks", stack, *_):
                found |= {one for one, stacks in exercises.items() if stack in stacks}
            case ("roadmap_lab", *_) if _is_engine(path):
                found |= set(exercises)
    return tuple(one for one in exercises if one in found)


def _is_engine(path: str) -> bool:
    inside = path.removeprefix("roadmap_lab/")
    return any(inside == name or inside.startswith(f"{name}/") for name in ENGINE)


def _git(checkout: Checkout, *arguments: str) -> list[str]:
    try:
        done = subprocess.run(
            ["git", *arguments],  # noqa: S607  # the user's git
            cwd=checkout.root,
            capture_output=True,
            text=True,
            timeout=_GIT_SECONDS,
            check=False,
        )
    except OSError as error:
        raise UsageError(f"git cannot be run: {error.strerror}", "install git") from error
    if done.returncode:
        reason = (done.stderr.strip().splitlines() or ["git gives no reason"])[0]
        raise UsageError(f"git cannot say what has changed: {reason}", "name a revision, such as origin/main")
    return [path for path in done.stdout.split("\0") if path]
