from psycopg import Connection
from psycopg.rows import DictRow, dict_row
from psycopg_pool import ConnectionPool

from app.config import config

Pool = ConnectionPool[Connection[DictRow]]


def open_pool() -> Pool:
    """`with pool.connection() as db:` is one transaction: all of it happens, or nothing."""
    return ConnectionPool(
        config().database_url,
        connection_class=Connection[DictRow],
        kwargs={"row_factory": dict_row},
        min_size=1,
        max_size=10,
        open=True,
    )
