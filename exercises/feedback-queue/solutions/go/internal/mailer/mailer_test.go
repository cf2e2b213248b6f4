package mailer_test

import (
	"bufio"
	"errors"
	"fmt"
	"net"
	"strings"
	"testing"
	"time"

	"example.com/app/internal/feedback"
	"example.com/app/internal/mailer"
)

var one = feedback.Feedback{ID: "3f0e4a8e-6f0e-4c57-9d3a-0b7f5f6c2f11", Email: "anna@example.com"}

func TestTheMailHasTheAddressOfTheStatusAndTheSameIDEachTime(t *testing.T) {
	server := startServer(t, "250 2.0.0 taken")
	if err := send(t, server.url); err != nil {
		t.Fatal(err)
	}

	mail := <-server.mails
	for _, line := range []string{
		"To: anna@example.com",
		"Message-ID: <" + one.ID + "@feedback.example.com>",
		"What became of it: http://localhost:3000/feedback/" + one.ID,
	} {
		if !strings.Contains(mail, line+"\r\n") {
			t.Errorf("no line %q in\n%s", line, mail)
		}
	}
}

func TestARefusalIsPermanentFrom500On(t *testing.T) {
	for answer, permanent := range map[string]bool{"451 4.3.0 later": false, "550 5.1.1 never": true} {
		err := send(t, startServer(t, answer).url)
		var refused *mailer.RefusedError
		if !errors.As(err, &refused) || err.Error() != answer || refused.Permanent() != permanent {
			t.Errorf("%s: got %v", answer, err)
		}
	}
}

func TestASilentServerHasNotRefused(t *testing.T) {
	err := send(t, startServer(t, "").url)
	var refused *mailer.RefusedError
	if err == nil || errors.As(err, &refused) {
		t.Errorf("got %v, want an error that is no refusal", err)
	}
}

func send(t *testing.T, url string) error {
	t.Helper()
	sender, err := mailer.New(mailer.Settings{
		URL: url, From: "feedback@example.com", BaseURL: "http://localhost:3000", Timeout: 100 * time.Millisecond,
	})
	if err != nil {
		t.Fatal(err)
	}
	return sender.SendConfirmation(t.Context(), one)
}

type mailServer struct {
	url   string
	mails chan string
}

// startServer starts a mail server for one mail, to which it gives the answer; if that is empty, it says nothing more.
func startServer(t *testing.T, answer string) mailServer {
	t.Helper()
	listener, err := net.Listen("tcp", "localhost:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = listener.Close() })
	server := mailServer{url: "smtp://" + listener.Addr().String(), mails: make(chan string, 1)}
	go func() {
		conn, err := listener.Accept()
		if err != nil {
			return
		}
		defer conn.Close()
		server.talk(conn, answer)
	}()
	return server
}

func (s mailServer) talk(conn net.Conn, answer string) {
	input := bufio.NewReader(conn)
	fmt.Fprint(conn, "220 ready\r\n")
	var mail strings.Builder
	for {
		line, err := input.ReadString('\n')
		if err != nil {
			return
		}
		switch {
		case strings.HasPrefix(line, "DATA"):
			fmt.Fprint(conn, "354 go ahead\r\n")
			for line != ".\r\n" {
				if line, err = input.ReadString('\n'); err != nil {
					return
				}
				mail.WriteString(line)
			}
			s.mails <- mail.String()
			if answer != "" {
				fmt.Fprint(conn, answer+"\r\n")
			}
		default:
			fmt.Fprint(conn, "250 ok\r\n")
		}
	}
}
