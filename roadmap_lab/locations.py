"""Where the program keeps what it makes on this machine: progress, logs, locks."""

from __future__ import annotations

import os
from pathlib import Path

HOME_VARIABLE = "ROADMAP_LAB_HOME"


def data_folder() -> Path:
    """The folder of the progress database; `ROADMAP_LAB_HOME` overrides the platform's."""
    return _override() or _platform("user_data_path")


def database_path() -> Path:
    """The progress database."""
    return data_folder() / "progress.db"


def log_folder() -> Path:
    """The folder of the log files."""
    override = _override()
    return override / "log" if override else _platform("user_log_path")


def lock_folder() -> Path:
    """The folder of the lock files that keep two commands from building one image."""
    return data_folder() / "locks"


def _override() -> Path | None:
    value = os.environ.get(HOME_VARIABLE)
    return Path(value).expanduser().absolute() if value else None


def _platform(what: str) -> Path:
    import platformdirs  # noqa: PLC0415  # not needed where the variable is set

    path: Path = getattr(platformdirs, what)("roadmap-lab", appauthor=False)
    return path
