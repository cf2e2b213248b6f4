"""The SQLite file under the store: its tables, their history, and errors in the user's words."""

from __future__ import annotations

import sqlite3
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import msgspec

from roadmap_lab.errors import MachineError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

LOCK_SECONDS = 5.0
# Each script takes the database one version further; one that was released is never changed.
MIGRATIONS = (
    """
    CREATE TABLE attempts (
        id INTEGER PRIMARY KEY,
        grade_id TEXT NOT NULL UNIQUE,
        exercise TEXT NOT NULL,
        exercise_version INTEGER NOT NULL,
        stack TEXT NOT NULL,
        verdict TEXT NOT NULL,
        passed INTEGER NOT NULL,
        total INTEGER NOT NULL,
        started_at TEXT NOT NULL,
        seconds REAL NOT NULL,
        project TEXT NOT NULL,
        report TEXT NOT NULL
    ) STRICT;
    CREATE INDEX attempts_by_exercise ON attempts (exercise, id);
    CREATE TABLE ticks (skill TEXT PRIMARY KEY, ticked_at TEXT NOT NULL) STRICT;
    CREATE TABLE evidence (
        skill TEXT NOT NULL REFERENCES ticks (skill),
        attempt INTEGER NOT NULL REFERENCES attempts (id),
        PRIMARY KEY (skill, attempt)
    ) STRICT;
    CREATE TABLE hints (
        exercise TEXT NOT NULL,
        check_id TEXT NOT NULL,
        shown INTEGER NOT NULL,
        PRIMARY KEY (exercise, check_id)
    ) STRICT;
    """,
    # `path` is a blob because a file's name may be no text; `seen` says which state of it the marks are of.
    """
    CREATE TABLE tracked (
        path BLOB NOT NULL PRIMARY KEY,
        tracked_at TEXT NOT NULL,
        seen TEXT NOT NULL
    ) STRICT;
    CREATE TABLE marks (
        path BLOB NOT NULL REFERENCES tracked (path) ON DELETE CASCADE,
        skill TEXT NOT NULL,
        PRIMARY KEY (path, skill)
    ) STRICT;
    """,
    # A verdict waits for the newest attempt's time; without the index all of them are read for it.
    "CREATE INDEX attempts_by_time ON attempts (started_at);",
)
SCHEMA_VERSION = len(MIGRATIONS)


def check_database(path: Path) -> None:
    """Opens the database and closes it again: what is wrong with it is known before anything long begins.

    Raises:
        MachineError: It cannot be used.
    """
    Database(path).close()


class Database:
    """One SQLite file, brought to the newest version on opening.

    Args:
        path: The file; made with its folder where there is none.

    Raises (on opening, and within `transaction` and `translated`):
        MachineError: The file is locked, damaged, of a newer version, or cannot be written.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        with self.translated():
            path.parent.mkdir(parents=True, exist_ok=True)
            self._connection = sqlite3.connect(path, timeout=LOCK_SECONDS, isolation_level=None)
            try:
                self._prepare()
            except BaseException:
                self._connection.close()
                raise

    def close(self) -> None:
        """Closes the file."""
        self._connection.close()

    def execute(self, statement: str, values: Sequence[Any] = ()) -> sqlite3.Cursor:
        """Runs one statement."""
        return self._connection.execute(statement, values)

    def executemany(self, statement: str, rows: Iterable[Sequence[Any]]) -> sqlite3.Cursor:
        """Runs one statement for each row."""
        return self._connection.executemany(statement, rows)

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """All or nothing of what is done within."""
        with self.translated():
            self.execute("BEGIN IMMEDIATE")
            try:
                yield
            except BaseException:
                self.execute("ROLLBACK")
                raise
            self.execute("COMMIT")

    @contextmanager
    def translated(self) -> Iterator[None]:
        """Turns the database's errors into ours."""
        try:
            yield
        except sqlite3.OperationalError as error:
            raise self._unusable(str(error)) from error
        except (sqlite3.DatabaseError, msgspec.MsgspecError) as error:
            raise MachineError(
                f"the progress database {self._path} is damaged ({error})",
                "put back a copy of it, or move it away to begin a new one",
            ) from error
        except OSError as error:
            raise MachineError(
                f"the progress folder {self._path.parent} cannot be used: {error.strerror}",
                "mend its permissions",
            ) from error

    def _prepare(self) -> None:
        version = self._version()
        if version > SCHEMA_VERSION:
            raise MachineError(
                f"{self._path} is of a newer roadmap-lab (format {version}; this one knows {SCHEMA_VERSION})",
                "update roadmap-lab: pip install --upgrade roadmap-lab",
            )
        self.execute("PRAGMA foreign_keys = ON")
        # With WAL a power cut can lose the last attempt, but never damage what was there before.
        self.execute("PRAGMA synchronous = NORMAL")
        if version < SCHEMA_VERSION:
            self.execute("PRAGMA journal_mode = WAL")
            with self.transaction():
                self._migrate()

    def _migrate(self) -> None:
        version = self._version()  # asked again: another command may have done it meanwhile
        for number, script in enumerate(MIGRATIONS[version:], start=version + 1):
            for statement in script.split(";"):
                self.execute(statement)
            self.execute(f"PRAGMA user_version = {number}")

    def _version(self) -> int:
        (version,) = self.execute("PRAGMA user_version").fetchone()
        return int(version)

    def _unusable(self, problem: str) -> MachineError:
        if "locked" in problem or "busy" in problem:
            return MachineError(
                f"the progress database {self._path} is locked by another program", "end that one"
            )
        if "full" in problem:
            return MachineError(f"no space is left for the progress database {self._path}", "free some space")
        return MachineError(
            f"the progress database {self._path} cannot be used ({problem})",
            "look at its permissions and its disk",
        )
