"""Runs the files of migrations/ that the database has not seen yet: `python -m app.migrate`."""

import os
from pathlib import Path

import psycopg
from dotenv import load_dotenv

FOLDER = Path(__file__).parent.parent / "migrations"


def migrate(url: str) -> None:
    with psycopg.connect(url) as connection:
        connection.execute("SELECT pg_advisory_xact_lock(1)")  # two releases at once take turns
        connection.execute("CREATE TABLE IF NOT EXISTS migrations (name text PRIMARY KEY)")
        seen = {name for (name,) in connection.execute("SELECT name FROM migrations")}
        for path in sorted(FOLDER.glob("*.sql")):
            if path.name not in seen:
                connection.execute(path.read_bytes())
                connection.execute("INSERT INTO migrations (name) VALUES (%s)", (path.name,))
                print(f"ran {path.name}")


if __name__ == "__main__":
    load_dotenv()
    migrate(os.environ["DATABASE_URL"])
