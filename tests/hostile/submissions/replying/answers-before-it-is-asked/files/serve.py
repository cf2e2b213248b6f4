import os
import socket
import threading

listener = socket.create_server(("", int(os.environ["PORT"])))


def serve(connection):
    body = open("data/quotes.json", "rb").read()
    head = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n" % len(body)
    connection.sendall((head + body) * 2)
    connection.recv(65536)
    threading.Event().wait(0.05)
    connection.sendall(head + body)


while True:
    threading.Thread(target=serve, args=(listener.accept()[0],), daemon=True).start()
