import os
import smtplib
import socket
import threading
import time
from urllib.parse import urlsplit

server = urlsplit(os.environ["SMTP_URL"])
kept = []


def flood() -> None:
    client = smtplib.SMTP(server.hostname, server.port)
    client.login(server.username, server.password)
    while True:
        text = "Subject: more\r\n\r\n" + "mail and more mail of it\r\n" * 35_000
        client.sendmail("a@example.com", ["b@example.com"], text)


for _ in range(4):
    threading.Thread(target=flood, daemon=True).start()
time.sleep(3)
while len(kept) < 1000:
    kept.append(socket.create_connection((server.hostname, server.port)))
time.sleep(600)
