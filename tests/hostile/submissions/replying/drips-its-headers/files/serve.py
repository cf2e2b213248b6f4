import os
import socket
import threading

listener = socket.create_server(("", int(os.environ["PORT"])))


def serve(connection):
    connection.recv(65536)
    for index in range(1000):
        connection.sendall(b"HTTP/1.1 200 OK\r\nX-Slow: "[index : index + 1] or b"a")
        threading.Event().wait(0.2)


while True:
    threading.Thread(target=serve, args=(listener.accept()[0],), daemon=True).start()
