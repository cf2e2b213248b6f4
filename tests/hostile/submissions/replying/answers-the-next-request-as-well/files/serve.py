import os
import socket
import threading

listener = socket.create_server(("", int(os.environ["PORT"])))


def serve(connection):
    body = open("data/quotes.json", "rb").read()
    head = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n" % len(body)
    refusal = b'{"error": "not found"}'
    while connection.recv(65536):
        connection.sendall(head + body)
        threading.Event().wait(0.0005)
        connection.sendall(b"HTTP/1.1 404 Not Found\r\nContent-Type: application/json\r\n")
        connection.sendall(b"Content-Length: %d\r\n\r\n" % len(refusal) + refusal)


while True:
    threading.Thread(target=serve, args=(listener.accept()[0],), daemon=True).start()
