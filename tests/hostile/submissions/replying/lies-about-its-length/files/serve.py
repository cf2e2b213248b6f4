import os
import socket
import threading

listener = socket.create_server(("", int(os.environ["PORT"])))


def serve(connection):
    asked = connection.recv(65536)
    if b" /quotes " in asked:
        body = open("data/quotes.json", "rb").read()
        head = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 99\r\n\r\n"
    else:
        body = b'{"error": "There is none."}'
        length = b"-1" if asked.count(b"/") < 4 else b"1000"
        head = b"HTTP/1.1 404 Not Found\r\nContent-Type: application/json\r\nContent-Length: %s\r\n\r\n" % length
    connection.sendall(head + body)
    connection.close()


while True:
    threading.Thread(target=serve, args=(listener.accept()[0],), daemon=True).start()
