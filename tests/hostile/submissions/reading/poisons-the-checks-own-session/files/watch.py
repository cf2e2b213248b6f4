import os
import signal
import time

import psycopg

with psycopg.connect(os.environ["DATABASE_URL"], autocommit=True) as database:
    while True:
        if database.execute("SELECT rolsuper FROM pg_roles WHERE rolname = 'app'").fetchone() == (True,):
            print("the checks have made me their master", flush=True)
            os.kill(-1, signal.SIGKILL)
        time.sleep(0.5)
