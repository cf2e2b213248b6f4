import os
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from psycopg import Connection
from psycopg.rows import DictRow, dict_row
from psycopg_pool import ConnectionPool

# It connects when it is opened, which app.main does at start.
pool: ConnectionPool[Connection[DictRow]] = ConnectionPool(
    os.environ.get("DATABASE_URL", ""), kwargs={"row_factory": dict_row}, min_size=2, max_size=10, open=False
)


@contextmanager
def transaction() -> Iterator[Connection[DictRow]]:
    """A connection whose changes all take effect at the end of the block, or none of them."""
    with pool.connection() as connection:
        yield connection


def fetch_one(query: str, *parameters: Any, **named: Any) -> DictRow | None:
    """Runs one statement in a transaction of its own, and gives its first row.

    The parameters stand for `%s` in their order, or by name for `%(name)s`.
    """
    with transaction() as connection:
        return connection.execute(query, named or parameters).fetchone()


def execute(query: str, *parameters: Any, **named: Any) -> None:
    """Runs one statement in a transaction of its own."""
    with transaction() as connection:
        connection.execute(query, named or parameters)
