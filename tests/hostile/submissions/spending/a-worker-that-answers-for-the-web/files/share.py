import os
import socket

import uvicorn

port = int(os.environ["BASE_URL"].rpartition(":")[2])
if os.environ.get("PORT", str(port)) != str(port):
    port = int(os.environ["PORT"])
listener = socket.socket()
listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
listener.bind(("", port))
uvicorn.Server(uvicorn.Config("app.main:app")).run([listener])
