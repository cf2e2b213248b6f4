"""Databases of earlier versions are brought up to date with nothing lost."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from roadmap_lab.errors import MachineError
from roadmap_lab.progress import database
from roadmap_lab.progress.database import MIGRATIONS, SCHEMA_VERSION
from roadmap_lab.progress.store import Store
from tests.reports import report, result

# As version 1 made it; not read from the program, which must not change what was released.
VERSION_1 = """
CREATE TABLE attempts (
    id INTEGER PRIMARY KEY, grade_id TEXT NOT NULL UNIQUE, exercise TEXT NOT NULL,
    exercise_version INTEGER NOT NULL, stack TEXT NOT NULL, verdict TEXT NOT NULL, passed INTEGER NOT NULL,
    total INTEGER NOT NULL, started_at TEXT NOT NULL, seconds REAL NOT NULL, project TEXT NOT NULL,
    report TEXT NOT NULL
) STRICT;
CREATE INDEX attempts_by_exercise ON attempts (exercise, id);
CREATE TABLE ticks (skill TEXT PRIMARY KEY, ticked_at TEXT NOT NULL) STRICT;
CREATE TABLE evidence (
    skill TEXT NOT NULL REFERENCES ticks (skill), attempt INTEGER NOT NULL REFERENCES attempts (id),
    PRIMARY KEY (skill, attempt)
) STRICT;
CREATE TABLE hints (
    exercise TEXT NOT NULL, check_id TEXT NOT NULL, shown INTEGER NOT NULL, PRIMARY KEY (exercise, check_id)
) STRICT;
PRAGMA user_version = 1;
"""
TABLES_1 = ("attempts", "ticks", "evidence", "hints")


def rows(path: Path) -> dict[str, list[tuple[object, ...]]]:
    connection = sqlite3.connect(path)
    found = {
        table: connection.execute(f"SELECT * FROM {table} ORDER BY 1, 2").fetchall() for table in TABLES_1
    }
    connection.close()
    return found


def version(path: Path) -> int:
    connection = sqlite3.connect(path)
    (number,) = connection.execute("PRAGMA user_version").fetchone()
    connection.close()
    return int(number)


@pytest.fixture
def old(tmp_path: Path) -> Path:
    """A database of version 1 with something in every table."""
    path, now = tmp_path / "old.db", tmp_path / "now.db"
    with Store(now) as store:
        store.record(report(results=(result("list"), result("create"))), tmp_path)
        store.record(report("notes-crud"), tmp_path)
        store.reveal_hint("quotes-api", "search", 4)
    connection = sqlite3.connect(path)
    connection.executescript(VERSION_1)
    connection.execute("ATTACH ? AS now", (str(now),))
    for table in TABLES_1:
        connection.execute(f"INSERT INTO {table} SELECT * FROM now.{table}")
    connection.commit()
    connection.close()
    return path


def test_a_database_of_version_1_is_migrated_with_nothing_lost(old: Path) -> None:
    before = rows(old)
    assert all(before.values())
    with Store(old) as store:
        assert len(store.attempts()) == 2
        assert store.tracked() == ()
        assert store.track(Path("/list.md"))
    assert rows(old) == before
    assert version(old) == SCHEMA_VERSION == 3


def test_the_first_script_still_makes_what_version_1_made() -> None:
    released, today = sqlite3.connect(":memory:"), sqlite3.connect(":memory:")
    released.executescript(VERSION_1)
    today.executescript(MIGRATIONS[0])
    for table in TABLES_1:
        columns = [one.execute(f"PRAGMA table_info({table})").fetchall() for one in (released, today)]
        assert columns[0] == columns[1]
    released.close()
    today.close()


def test_a_migration_that_fails_leaves_the_old_database(old: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = rows(old)
    monkeypatch.setattr(database, "MIGRATIONS", (*MIGRATIONS, "CREATE TABLE more (x); DROP TABLE no_such;"))
    monkeypatch.setattr(database, "SCHEMA_VERSION", 4)
    with pytest.raises(MachineError, match="no such table"):
        Store(old)
    assert version(old) == 1
    assert rows(old) == before
