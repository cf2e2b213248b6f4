import os

import psycopg

with psycopg.connect(os.environ["DATABASE_URL"]) as database:
    database.execute("CREATE TABLE answers AS SELECT gen_random_uuid() AS id, n % 5 + 1 AS rating, "
                     "'done' AS status, now() AS at, false AS used FROM generate_series(1, 5000) AS n")
