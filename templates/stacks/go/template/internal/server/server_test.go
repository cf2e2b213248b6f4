package server

import (
	"context"
	"fmt"
	"io"
	"net"
	"net/http"
	"strings"
	"testing"
	"time"
)

func TestRequestThatCannotBeReadIsRefusedInJSON(t *testing.T) {
	address, _ := start(t, http.NotFoundHandler())
	conn, err := net.Dial("tcp", address)
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()

	fmt.Fprint(conn, "GET /%zz HTTP/1.1\r\nHost: localhost\r\n\r\n")
	answer, err := io.ReadAll(conn)
	if err != nil {
		t.Fatal(err)
	}

	want := "HTTP/1.1 400 Bad Request\r\nContent-Type: application/json\r\nConnection: close\r\n\r\n" +
		`{"error":"400 Bad Request"}`
	if string(answer) != want {
		t.Errorf("got %q, want %q", answer, want)
	}
}

func TestRequestInFlightIsFinishedBeforeTheEnd(t *testing.T) {
	begun := make(chan struct{})
	address, stop := start(t, http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		close(begun)
		time.Sleep(50 * time.Millisecond)
		fmt.Fprint(w, "done")
	}))
	go func() {
		<-begun
		stop()
	}()

	response, err := http.Get("http://" + address)
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close()

	body, err := io.ReadAll(response.Body)
	if err != nil || strings.TrimSpace(string(body)) != "done" {
		t.Errorf("got %q and %v, want the whole answer", body, err)
	}
}

// start serves the handler for one test; it gives the address, and what stops the server.
func start(t *testing.T, handler http.Handler) (string, context.CancelFunc) {
	t.Helper()
	listener, err := net.Listen("tcp", "localhost:0")
	if err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(context.Background())
	ended := make(chan error, 1)
	go func() { ended <- serve(ctx, listener, handler) }()
	t.Cleanup(func() {
		stop()
		if err := <-ended; err != nil {
			t.Error(err)
		}
	})
	return listener.Addr().String(), stop
}
