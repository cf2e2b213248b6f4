import os
import socket
import threading

listener = socket.create_server(("", int(os.environ["PORT"])))


def serve(connection):
    connection.recv(65536)
    connection.sendall(b"HTTP/1.1 200 OK\r\n")
    for number in range(1600):
        connection.sendall(b"X-%d: " % number + b"a" * 65000 + b"\r\n")
    connection.sendall(b"Content-Length: 0\r\n\r\n")
    connection.close()


while True:
    threading.Thread(target=serve, args=(listener.accept()[0],), daemon=True).start()
