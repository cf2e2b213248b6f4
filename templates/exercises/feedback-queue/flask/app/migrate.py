"""Brings the database up to date: `python -m app.migrate`."""

import os
from pathlib import Path

import psycopg
from dotenv import load_dotenv

SCHEMA = Path(__file__).parent.parent / "db" / "schema.sql"


def main() -> None:
    load_dotenv()
    with psycopg.connect(os.environ["DATABASE_URL"]) as database:
        database.execute(SCHEMA.read_bytes())
    print("the database is up to date")


if __name__ == "__main__":
    main()
