"""What was achieved, in an SQLite database: attempts with every outcome, ticks with what earned them."""

from __future__ import annotations

import sqlite3
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Self

import msgspec

from roadmap_lab.errors import MachineError
from roadmap_lab.grading.report import Report, Verdict
from roadmap_lab.locations import data_folder

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path
    from types import TracebackType

    from roadmap_lab.catalog.skills import Pass, Skill

SCHEMA_VERSION = 1
LOCK_SECONDS = 5.0
_SCHEMA = """
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
"""
_ATTEMPT_COLUMNS = (
    "id, exercise, exercise_version, stack, verdict, passed, total, started_at, seconds, project"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Attempt:
    """One stored grade, without its outcomes. Times are RFC 3339 in UTC, `seconds` is how long it took."""

    id: int
    exercise: str
    exercise_version: int
    stack: str
    verdict: Verdict
    passed: int
    total: int
    started_at: str
    seconds: float
    project: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Tick:
    """A skill that was proven: when, and by which attempts."""

    skill: str
    ticked_at: str
    attempts: tuple[Attempt, ...]


class Store:
    """The progress database; every change is one transaction.

    Args:
        path: The database file; made with its folder where there is none.

    Raises (on opening, and by every method):
        MachineError: The file is locked, damaged, of a newer version, or cannot be written.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        with self._translated():
            path.parent.mkdir(parents=True, exist_ok=True)
            self._database = sqlite3.connect(path, timeout=LOCK_SECONDS, isolation_level=None)
            try:
                self._prepare()
            except BaseException:
                self._database.close()
                raise

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._database.close()

    def record(self, report: Report, project: Path) -> tuple[Skill, ...]:
        """Stores a report and ticks what it proves.

        Returns:
            The skills that are newly ticked.
        """
        with self._transaction():
            passed = sum(result.outcome.value == "passed" for result in report.results)
            self._database.execute(
                "INSERT INTO attempts (grade_id, exercise, exercise_version, stack, verdict, passed, total,"
                " started_at, seconds, project, report) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                (
                    report.grade_id,
                    report.exercise,
                    report.exercise_version,
                    report.stack,
                    report.verdict.value,
                    passed,
                    len(report.results),
                    report.started_at,
                    report.seconds,
                    str(project.resolve()),
                    msgspec.json.encode(report).decode(),
                ),
            )
            passed_ids = [one.check.id for one in report.results if one.outcome.value == "passed"]
            self._database.executemany(
                "DELETE FROM hints WHERE exercise = ? AND check_id = ?",
                [(report.exercise, check) for check in passed_ids],
            )
            return self._tick() if report.verdict is Verdict.PASSED else ()

    def attempts(self, *, exercise: str | None = None, limit: int | None = None) -> tuple[Attempt, ...]:
        """The attempts, the newest first."""
        with self._translated():
            rows = self._database.execute(
                f"SELECT {_ATTEMPT_COLUMNS} FROM attempts WHERE ? IS NULL OR exercise = ?"  # noqa: S608
                " ORDER BY id DESC LIMIT ?",
                (exercise, exercise, -1 if limit is None else limit),
            )
            return tuple(_attempt(row) for row in rows)

    def last_report(self, exercise: str | None = None) -> Report | None:
        """The newest report that has outcomes of checks, of one exercise or of all."""
        with self._translated():
            row = self._database.execute(
                "SELECT report FROM attempts WHERE total > 0 AND (? IS NULL OR exercise = ?)"
                " ORDER BY id DESC LIMIT 1",
                (exercise, exercise),
            ).fetchone()
            return msgspec.json.decode(row[0], type=Report) if row else None

    def passes(self) -> frozenset[Pass]:
        """What was passed, in which stacks."""
        from roadmap_lab.catalog.skills import Pass  # noqa: PLC0415  # not on a grade's way to its containers

        with self._translated():
            rows = self._database.execute(
                "SELECT DISTINCT exercise, stack FROM attempts WHERE verdict = ?", (Verdict.PASSED.value,)
            )
            return frozenset(Pass(exercise=exercise, stack=stack) for exercise, stack in rows)

    def ticks(self) -> tuple[Tick, ...]:
        """The ticks, the oldest first."""
        with self._translated():
            ticks = self._database.execute(
                "SELECT skill, ticked_at FROM ticks ORDER BY ticked_at, skill"
            ).fetchall()
            columns = ", ".join(f"attempts.{name.strip()}" for name in _ATTEMPT_COLUMNS.split(","))
            earned: dict[str, list[Attempt]] = {}
            query = f"SELECT skill, {columns} FROM evidence JOIN attempts ON attempts.id = attempt ORDER BY attempt"  # noqa: S608
            for skill, *row in self._database.execute(query):
                earned.setdefault(skill, []).append(_attempt(row))
            return tuple(
                Tick(skill=skill, ticked_at=moment, attempts=tuple(earned.get(skill, ())))
                for skill, moment in ticks
            )

    def reveal_hint(self, exercise: str, check: str, available: int) -> int:
        """Counts one more hint of a check as shown; how many are shown now, `available` at the most.

        The first hint stood beside the failure, so the first call reveals the second.
        """
        with self._transaction():
            row = self._database.execute(
                "SELECT shown FROM hints WHERE exercise = ? AND check_id = ?", (exercise, check)
            ).fetchone()
            shown = min((row[0] if row else 1) + 1, available)
            self._database.execute(
                "INSERT INTO hints VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET shown = excluded.shown",
                (exercise, check, shown),
            )
            return shown

    def _tick(self) -> tuple[Skill, ...]:
        from roadmap_lab.catalog.skills import load_skills, proven_skills  # noqa: PLC0415  # as in `passes`

        ticked = {row[0] for row in self._database.execute("SELECT skill FROM ticks")}
        proven = proven_skills(self.passes()) - ticked
        new = [skill for skill in load_skills().values() if skill.id in proven]
        now = datetime.now(UTC).isoformat(timespec="seconds")
        for skill in new:
            self._database.execute("INSERT INTO ticks VALUES (?, ?)", (skill.id, now))
            self._database.executemany(
                "INSERT INTO evidence VALUES (?, ?)",
                [(skill.id, attempt) for attempt in self._evidence(skill)],
            )
        return tuple(new)

    def _evidence(self, skill: Skill) -> list[int]:
        """The newest pass of each exercise that the skill is proven by, in each stack."""
        named = skill.exercises
        rows = self._database.execute(
            "SELECT exercise, max(id) FROM attempts WHERE verdict = ? GROUP BY exercise, stack",
            (Verdict.PASSED.value,),
        )
        return [attempt for exercise, attempt in rows if exercise in named or not named]

    def _prepare(self) -> None:
        (version,) = self._database.execute("PRAGMA user_version").fetchone()
        if version > SCHEMA_VERSION:
            raise MachineError(
                f"{self._path} is of a newer roadmap-lab (format {version}; this one knows {SCHEMA_VERSION})",
                "update roadmap-lab: pip install --upgrade roadmap-lab",
            )
        self._database.execute("PRAGMA foreign_keys = ON")
        # With WAL a power cut can lose the last attempt, but never damage what was there before.
        self._database.execute("PRAGMA synchronous = NORMAL")
        if version < SCHEMA_VERSION:
            self._database.execute("PRAGMA journal_mode = WAL")
            with self._transaction():
                (version,) = self._database.execute("PRAGMA user_version").fetchone()
                if version == 0:  # nobody else has made it meanwhile
                    for statement in _SCHEMA.split(";"):
                        self._database.execute(statement)
                    self._database.execute(f"PRAGMA user_version = {SCHEMA_VERSION}")

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        with self._translated():
            self._database.execute("BEGIN IMMEDIATE")
            try:
                yield
            except BaseException:
                self._database.execute("ROLLBACK")
                raise
            self._database.execute("COMMIT")

    @contextmanager
    def _translated(self) -> Iterator[None]:
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


def open_store() -> Store:
    """Opens this machine's progress database."""
    return Store(data_folder() / "progress.db")


def _attempt(row: list[object] | tuple[object, ...]) -> Attempt:
    names = [name.strip() for name in _ATTEMPT_COLUMNS.split(",")]
    return msgspec.convert(dict(zip(names, row, strict=True)), type=Attempt)
