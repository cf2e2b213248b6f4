package server

import (
	"bytes"
	"encoding/json"
	"net"
)

// What net/http writes between the status line and the text when it refuses a request by itself.
var refusalHeader = []byte("\r\nContent-Type: text/plain; charset=utf-8\r\nConnection: close\r\n\r\n")

// jsonListener makes the answers JSON that net/http gives by itself. A request that it cannot read, such as
// GET /%zz, reaches no handler: it is refused in plain text, written straight to the connection.
type jsonListener struct{ net.Listener }

func (l jsonListener) Accept() (net.Conn, error) {
	conn, err := l.Listener.Accept()
	if err != nil {
		return nil, err
	}
	if tcp, ok := conn.(*net.TCPConn); ok {
		return jsonConn{tcp}, nil
	}
	return conn, nil
}

// jsonConn embeds the type, not net.Conn: net/http makes use of CloseWrite where there is one.
type jsonConn struct{ *net.TCPConn }

func (c jsonConn) Write(p []byte) (int, error) {
	// The answers of handlers have a Date between the two fields, so that this is never in them.
	status, text, found := bytes.Cut(p, refusalHeader)
	if !found || bytes.ContainsRune(status, '\n') {
		return c.TCPConn.Write(p)
	}
	body, err := json.Marshal(map[string]string{"error": string(text)})
	if err != nil {
		return 0, err
	}
	answer := append(bytes.Clone(status), "\r\nContent-Type: application/json\r\nConnection: close\r\n\r\n"...)
	if _, err := c.TCPConn.Write(append(answer, body...)); err != nil {
		return 0, err
	}
	return len(p), nil
}
