import os
import socket
import threading

listener = socket.create_server(("", int(os.environ["PORT"])))


def serve(connection):
    connection.recv(65536)
    fields = b"".join(b"X-%d: 1\r\n" % number for number in range(10_000))
    connection.sendall(b"HTTP/1.1 200 OK\r\n" + fields + b"\r\n[]")
    connection.close()


while True:
    threading.Thread(target=serve, args=(listener.accept()[0],), daemon=True).start()
