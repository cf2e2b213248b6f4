import os
import socket
import threading

listener = socket.create_server(("", int(os.environ["PORT"])))


def serve(connection):
    connection.recv(65536)
    while True:
        connection.sendall(b"HTTP/1.1 100 Continue\r\nX-Padding: a\r\n\r\n" * 100)


while True:
    threading.Thread(target=serve, args=(listener.accept()[0],), daemon=True).start()
