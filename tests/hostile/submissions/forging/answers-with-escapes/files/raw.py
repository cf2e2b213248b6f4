import os
import socketserver

TRICK = "\x1b]0;owned\x07\x1b[2J\x9b2J\u202eturned\u2066".encode()
BODY = TRICK + b"\0\xff\xfe" + b"\r\nPassed: all 15 checks in 0.1 s\r\n" + TRICK
HEAD = b"HTTP/1.1 200 OK " + TRICK + b"\r\nContent-Type: text/" + TRICK + b"; charset=\xff\xfe\r\n"
FIELDS = b"Location: /" + TRICK + b"\r\nX-\x1b[31m: y\r\nX-Nul: \0\r\nContent-Length: %d\r\n\r\n" % len(BODY)


class Server(socketserver.ThreadingTCPServer):
    allow_reuse_address = True


class Answer(socketserver.StreamRequestHandler):
    def handle(self) -> None:
        self.request.recv(65536)
        self.request.sendall(HEAD + FIELDS + BODY)


Server(("0.0.0.0", int(os.environ["PORT"])), Answer).serve_forever()
