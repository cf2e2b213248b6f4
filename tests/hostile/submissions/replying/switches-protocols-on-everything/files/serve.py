import os
import socket
import threading

listener = socket.create_server(("", int(os.environ["PORT"])))


def serve(connection):
    connection.recv(65536)
    connection.sendall(b"HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n")
    while True:
        connection.sendall(b"\x81\x02[]")
        threading.Event().wait(0.01)


while True:
    threading.Thread(target=serve, args=(listener.accept()[0],), daemon=True).start()
