import os

import psycopg

with psycopg.connect(os.environ["DATABASE_URL"], autocommit=True) as database:
    database.execute("CREATE TABLE filler (content bytea)")
    while True:
        database.execute(
            "INSERT INTO filler SELECT decode(string_agg(md5(random()::text), ''), 'hex')"
            " FROM generate_series(1, 100000), generate_series(1, 2) AS two GROUP BY two"
        )
