"""What was achieved, in an SQLite database: attempts with every outcome, ticks with what earned them."""

from __future__ import annotations

import os
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Self

import msgspec

from roadmap_lab.errors import MachineError
from roadmap_lab.grading.report import Report, Verdict
from roadmap_lab.locations import database_path
from roadmap_lab.progress.database import Database

if TYPE_CHECKING:
    from collections.abc import Iterable
    from types import TracebackType

    from roadmap_lab.catalog.skills import Pass, Skill
    from roadmap_lab.progress.saved import SavedProgress

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


@dataclass(frozen=True, slots=True, kw_only=True)
class Tracked:
    """A checklist that is ticked by itself; `seen` is the state of it that its marks were read from."""

    path: Path
    seen: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Merged:
    """What a merge brought: numbers of new and of known attempts, and ids of newly ticked skills."""

    attempts_added: int
    attempts_known: int
    ticked: tuple[str, ...]


class Store:
    """The progress database; every change is one transaction.

    Args:
        path: The database file; made with its folder where there is none.

    Raises (on opening, and by every method):
        MachineError: The file is locked, damaged, of a newer version, or cannot be written.
    """

    def __init__(self, path: Path) -> None:
        self._database = Database(path)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def wake(self) -> None:
        """Writes something and takes it back: the first write waits for the disk, the next do not."""
        with suppress(MachineError), self._database.transaction():  # `record` meets such an error again
            self._database.execute(
                "INSERT OR REPLACE INTO hints (exercise, check_id, shown) VALUES ('', '', 0)"
            )
            self._database.execute("DELETE FROM hints WHERE exercise = ''")

    def close(self) -> None:
        """Closes the database."""
        self._database.close()

    def record(self, report: Report, project: Path) -> tuple[Skill, ...]:
        """Stores a report and ticks what it proves.

        Returns:
            The skills that are newly ticked.
        """
        with self._database.transaction():
            stored = msgspec.json.encode(report).decode()
            self._insert(report, str(project.resolve()), stored, self._moment(report))
            passed_ids = [one.check.id for one in report.results if one.outcome.value == "passed"]
            self._database.executemany(
                "DELETE FROM hints WHERE exercise = ? AND check_id = ?",
                [(report.exercise, check) for check in passed_ids],
            )
            return self._tick() if report.verdict is Verdict.PASSED else ()

    def attempts(self, *, exercise: str | None = None, limit: int | None = None) -> tuple[Attempt, ...]:
        """The attempts, the newest first."""
        with self._database.translated():
            rows = self._database.execute(
                f"SELECT {_ATTEMPT_COLUMNS} FROM attempts WHERE ? IS NULL OR exercise = ?"  # noqa: S608
                " ORDER BY started_at DESC, id DESC LIMIT ?",
                (exercise, exercise, -1 if limit is None else limit),
            )
            return tuple(_attempt(row) for row in rows)

    def last_report(self, exercise: str | None = None) -> Report | None:
        """The newest report that has outcomes of checks, of one exercise or of all."""
        with self._database.translated():
            row = self._database.execute(
                "SELECT report FROM attempts WHERE total > 0 AND (? IS NULL OR exercise = ?)"
                " ORDER BY started_at DESC, id DESC LIMIT 1",
                (exercise, exercise),
            ).fetchone()
            return msgspec.json.decode(row[0], type=Report) if row else None

    def report_of(self, grade_id: str) -> Report | None:
        """The report of one grade, or None where it is not stored here."""
        with self._database.translated():
            row = self._database.execute(
                "SELECT report FROM attempts WHERE grade_id = ?", (grade_id,)
            ).fetchone()
            return msgspec.json.decode(row[0], type=Report) if row else None

    def passes(self) -> frozenset[Pass]:
        """What was passed, in which stacks."""
        from roadmap_lab.catalog.skills import Pass  # noqa: PLC0415  # not on a grade's way to its containers

        with self._database.translated():
            rows = self._database.execute(
                "SELECT DISTINCT exercise, stack FROM attempts WHERE verdict = ?", (Verdict.PASSED.value,)
            )
            return frozenset(Pass(exercise=exercise, stack=stack) for exercise, stack in rows)

    def ticks(self) -> tuple[Tick, ...]:
        """The ticks, the oldest first."""
        from roadmap_lab.catalog.skills import current_id  # noqa: PLC0415  # as in `passes`

        with self._database.translated():
            ticks = self._database.execute(
                "SELECT skill, ticked_at FROM ticks ORDER BY ticked_at, skill"
            ).fetchall()
            columns = ", ".join(f"attempts.{name.strip()}" for name in _ATTEMPT_COLUMNS.split(","))
            earned: dict[str, list[Attempt]] = {}
            joined = "FROM evidence JOIN attempts ON attempts.id = attempt ORDER BY attempt"
            for skill, *row in self._database.execute(f"SELECT skill, {columns} {joined}"):
                earned.setdefault(skill, []).append(_attempt(row))
            named: dict[str, Tick] = {}
            for skill, moment in ticks:
                tick = Tick(skill=current_id(skill), ticked_at=moment, attempts=tuple(earned.get(skill, ())))
                named.setdefault(tick.skill, tick)  # an id from before a rename counts as today's
            return tuple(named.values())

    def reveal_hint(self, exercise: str, check: str, available: int) -> int:
        """Counts one more hint of a check as shown; how many are shown now, `available` at the most.

        The first hint stood beside the failure, so the first call reveals the second.
        """
        with self._database.transaction():
            row = self._database.execute(
                "SELECT shown FROM hints WHERE exercise = ? AND check_id = ?", (exercise, check)
            ).fetchone()
            shown = min((row[0] if row else 1) + 1, available)
            self._database.execute(
                "INSERT INTO hints VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET shown = excluded.shown",
                (exercise, check, shown),
            )
            return shown

    def track(self, path: Path) -> bool:
        """Remembers a checklist by its absolute path; whether it is a new one."""
        with self._database.transaction():
            added = self._database.execute(
                "INSERT OR IGNORE INTO tracked VALUES (?, ?, '')", (os.fsencode(path), _now())
            )
            return added.rowcount > 0

    def untrack(self, path: Path) -> bool:
        """Forgets a checklist; whether it was remembered."""
        with self._database.transaction():
            gone = self._database.execute("DELETE FROM tracked WHERE path = ?", (os.fsencode(path),))
            return gone.rowcount > 0

    def tracked(self) -> tuple[Tracked, ...]:
        """The tracked checklists, in the order in which they were tracked."""
        with self._database.translated():
            rows = self._database.execute("SELECT path, seen FROM tracked ORDER BY tracked_at, path")
            return tuple(Tracked(path=Path(os.fsdecode(path)), seen=seen) for path, seen in rows)

    def set_marks(self, tracked: Tracked, skills: Iterable[str]) -> None:
        """Replaces what is known to be ticked by hand in a checklist, as of the state `tracked.seen`."""
        path = os.fsencode(tracked.path)
        with self._database.transaction():
            known = self._database.execute("UPDATE tracked SET seen = ? WHERE path = ?", (tracked.seen, path))
            self._database.execute("DELETE FROM marks WHERE path = ?", (path,))
            if known.rowcount:  # it may have been forgotten meanwhile
                self._database.executemany(
                    "INSERT INTO marks VALUES (?, ?)", [(path, skill) for skill in frozenset(skills)]
                )

    def marks(self) -> frozenset[str]:
        """Ids of the skills that are ticked in tracked checklists, proven or not."""
        with self._database.translated():
            return frozenset(row[0] for row in self._database.execute("SELECT skill FROM marks"))

    def saved(self) -> SavedProgress:
        """Everything that was achieved, to take along."""
        from roadmap_lab.progress.saved import SavedAttempt, SavedHint, SavedProgress, SavedTick  # noqa: PLC0415

        with self._database.translated():
            attempts = self._database.execute(
                "SELECT project, report FROM attempts ORDER BY started_at, grade_id"
            )
            evidence: dict[str, list[str]] = {}
            for skill, grade in self._database.execute(
                "SELECT skill, grade_id FROM evidence JOIN attempts ON id = attempt ORDER BY grade_id"
            ):
                evidence.setdefault(skill, []).append(grade)
            ticks = self._database.execute("SELECT skill, ticked_at FROM ticks ORDER BY skill")
            hints = self._database.execute(
                "SELECT exercise, check_id, shown FROM hints ORDER BY exercise, check_id"
            )
            return SavedProgress(
                attempts=tuple(
                    SavedAttempt(project=project, report=msgspec.Raw(report.encode()))
                    for project, report in attempts
                ),
                ticks=tuple(
                    SavedTick(skill=skill, ticked_at=moment, evidence=tuple(evidence.get(skill, ())))
                    for skill, moment in ticks
                ),
                hints=tuple(
                    SavedHint(exercise=exercise, check=check, shown=shown) for exercise, check, shown in hints
                ),
                tracked=tuple(str(one.path) for one in self.tracked()),
            )

    def merge(self, saved: SavedProgress) -> Merged:
        """Adds what is not known yet; takes nothing away. What is tracked stays as it is here."""
        with self._database.transaction():
            added = 0
            for attempt in saved.attempts:
                report = msgspec.json.decode(attempt.report, type=Report)
                stored = msgspec.json.format(bytes(attempt.report), indent=-1).decode()
                added += self._insert(report, attempt.project, stored, report.started_at)
            before = {row[0] for row in self._database.execute("SELECT skill FROM ticks")}
            for tick in saved.ticks:
                self._database.execute(
                    "INSERT INTO ticks VALUES (?, ?)"
                    " ON CONFLICT DO UPDATE SET ticked_at = min(ticked_at, excluded.ticked_at)",
                    (tick.skill, tick.ticked_at),
                )
                self._database.executemany(
                    "INSERT OR IGNORE INTO evidence SELECT ?, id FROM attempts WHERE grade_id = ?",
                    [(tick.skill, grade) for grade in tick.evidence],
                )
            self._database.executemany(
                "INSERT INTO hints VALUES (?, ?, ?)"
                " ON CONFLICT DO UPDATE SET shown = max(shown, excluded.shown)",
                [(hint.exercise, hint.check, hint.shown) for hint in saved.hints],
            )
            self._tick()  # both machines' passes together may prove more than each alone
            ticks = [row[0] for row in self._database.execute("SELECT skill FROM ticks ORDER BY skill")]
            return Merged(
                attempts_added=added,
                attempts_known=len(saved.attempts) - added,
                ticked=tuple(skill for skill in ticks if skill not in before),
            )

    def _moment(self, report: Report) -> str:
        """When an attempt was made, as their order has it: a clock that was set back makes none older."""
        newest: str | None = self._database.execute("SELECT max(started_at) FROM attempts").fetchone()[0]
        return newest if newest is not None and newest > _now() else report.started_at

    def _insert(self, report: Report, project: str, stored: str, started_at: str) -> int:
        """Stores an attempt, unless it is known; how many were stored."""
        passed = sum(result.outcome.value == "passed" for result in report.results)
        done = self._database.execute(
            "INSERT INTO attempts (grade_id, exercise, exercise_version, stack, verdict, passed, total,"
            " started_at, seconds, project, report) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
            " ON CONFLICT (grade_id) DO NOTHING",
            (
                report.grade_id,
                report.exercise,
                report.exercise_version,
                report.stack,
                report.verdict.value,
                passed,
                len(report.results),
                started_at,
                report.seconds,
                project,
                stored,
            ),
        )
        return done.rowcount

    def _tick(self) -> tuple[Skill, ...]:
        from roadmap_lab.catalog.skills import current_id, load_skills, proven_skills  # noqa: PLC0415  # as in `passes`

        ticked = {current_id(row[0]) for row in self._database.execute("SELECT skill FROM ticks")}
        proven = proven_skills(self.passes()) - ticked
        new = [skill for skill in load_skills().values() if skill.id in proven]
        for skill in new:
            self._database.execute("INSERT INTO ticks VALUES (?, ?)", (skill.id, _now()))
            self._database.executemany(
                "INSERT INTO evidence VALUES (?, ?)",
                [(skill.id, attempt) for attempt in self._evidence(skill)],
            )
        return tuple(new)

    def _evidence(self, skill: Skill) -> list[int]:
        """The newest pass of each exercise that the skill is proven by, in each stack that counts."""
        rows = self._database.execute(
            "SELECT exercise, stack, max(id) FROM attempts WHERE verdict = ? GROUP BY exercise, stack",
            (Verdict.PASSED.value,),
        )
        return [
            attempt
            for exercise, stack, attempt in rows
            if any(
                proof.exercise in {None, exercise} and (not proof.stacks or stack in proof.stacks)
                for proof in skill.proven_by
            )
        ]


def open_store() -> Store:
    """Opens this machine's progress database."""
    return Store(database_path())


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")


def _attempt(row: list[object] | tuple[object, ...]) -> Attempt:
    names = [name.strip() for name in _ATTEMPT_COLUMNS.split(",")]
    return msgspec.convert(dict(zip(names, row, strict=True)), type=Attempt)
