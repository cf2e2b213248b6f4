import gzip
import os
import socket
import threading

listener = socket.create_server(("", int(os.environ["PORT"])))


def serve(connection):
    connection.recv(65536)
    connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n")
    connection.sendall(b"Content-Encoding: gzip\r\nConnection: close\r\n\r\n")
    while True:
        connection.sendall(gzip.compress(b"") * 10)
        threading.Event().wait(0.01)


while True:
    threading.Thread(target=serve, args=(listener.accept()[0],), daemon=True).start()
