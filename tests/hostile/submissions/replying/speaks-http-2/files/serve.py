import os
import socket
import threading

listener = socket.create_server(("", int(os.environ["PORT"])))


def serve(connection):
    connection.sendall(bytes.fromhex("000012040000000000000300000064000400100000000600010000"))
    connection.recv(65536)
    connection.sendall(bytes.fromhex("000001010400000001880000020001000000015b5d"))
    connection.close()


while True:
    threading.Thread(target=serve, args=(listener.accept()[0],), daemon=True).start()
