import os
import socket
import time

mine = int(os.environ["BASE_URL"].rpartition(":")[2])
kept = []
for port in (mine, 5432, 5672, 6379, *range(30000, 30100)):
    for family in (socket.AF_INET, socket.AF_INET6):
        one = socket.socket(family)
        one.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        one.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
        try:
            one.bind(("", port))
            one.listen()
            kept.append(one)
        except OSError:
            pass
time.sleep(600)
