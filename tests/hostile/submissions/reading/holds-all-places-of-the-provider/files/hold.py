import os
import socket
import time
from urllib.parse import urlsplit

PROVIDER = urlsplit(os.environ["OIDC_ISSUER"]).port
held = []
while True:
    try:
        connection = socket.create_connection(("localhost", PROVIDER), 0.2)
        connection.sendall(b"GET ")
        held.append(connection)
    except OSError:
        time.sleep(0.01)
    del held[:-800]
