// Package mailer sends the confirmations.
package mailer

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/smtp"
	"net/textproto"
	"net/url"
	"strings"
	"time"

	"example.com/app/internal/feedback"
)

// Settings say where mails go to, and what stands in them.
type Settings struct {
	URL     string // smtp://USER:PASSWORD@HOST:PORT
	From    string
	BaseURL string
	Timeout time.Duration // for each answer of the mail server
}

// Mailer sends mails through one mail server.
type Mailer struct {
	server   *url.URL
	settings Settings
}

// New returns a mailer.
func New(settings Settings) (*Mailer, error) {
	server, err := url.Parse(settings.URL)
	if err != nil {
		return nil, errors.New("SMTP_URL is no URL") // err has the password in it
	}
	return &Mailer{server: server, settings: settings}, nil
}

// RefusedError is a mail server's refusal, with its code.
type RefusedError struct {
	Code int
	Text string
}

func (e *RefusedError) Error() string {
	return fmt.Sprintf("%d %s", e.Code, e.Text)
}

// Permanent tells whether the mail server has said "never" rather than "not now" (RFC 5321 §4.2.1).
func (e *RefusedError) Permanent() bool {
	return e.Code >= 500
}

// SendConfirmation returns nil when the mail server has accepted the mail; from then on it is the server's affair. A
// refusal is a *RefusedError.
func (m *Mailer) SendConfirmation(ctx context.Context, to feedback.Feedback) error {
	err := m.send(ctx, to.Email, m.confirmation(to))
	var reply *textproto.Error
	if errors.As(err, &reply) {
		return &RefusedError{Code: reply.Code, Text: reply.Msg}
	}
	if err != nil {
		return fmt.Errorf("no answer from the mail server: %w", err)
	}
	return nil
}

func (m *Mailer) send(ctx context.Context, to string, mail []byte) error {
	client, err := m.connect(ctx)
	if err != nil {
		return err
	}
	defer client.Close()
	if err := client.Mail(m.settings.From); err != nil {
		return err
	}
	if err := client.Rcpt(to); err != nil {
		return err
	}
	data, err := client.Data()
	if err != nil {
		return err
	}
	if _, err := data.Write(mail); err != nil {
		return err
	}
	if err := data.Close(); err != nil { // this is where the server's answer to the mail comes
		return err
	}
	_ = client.Quit() // whatever comes now, the mail was accepted
	return nil
}

func (m *Mailer) connect(ctx context.Context) (*smtp.Client, error) {
	host := m.server.Hostname()
	dialer := net.Dialer{Timeout: m.settings.Timeout}
	conn, err := dialer.DialContext(ctx, "tcp", m.server.Host)
	if err != nil {
		return nil, err
	}
	client, err := smtp.NewClient(impatientConn{conn, m.settings.Timeout}, host)
	if err != nil {
		return nil, errors.Join(err, conn.Close())
	}
	if user := m.server.User; user != nil {
		password, _ := user.Password()
		if err := client.Auth(smtp.PlainAuth("", user.Username(), password, host)); err != nil {
			return nil, errors.Join(err, client.Close())
		}
	}
	return client, nil
}

func (m *Mailer) confirmation(to feedback.Feedback) []byte {
	lines := []string{
		"From: " + m.settings.From,
		"To: " + to.Email,
		"Subject: Thank you for your feedback",
		"Date: " + time.Now().Format(time.RFC1123Z),
		// Should the mail have to be sent again after a crash, this tells mail programs that it is the same one.
		fmt.Sprintf("Message-ID: <%s@feedback.example.com>", to.ID),
		"MIME-Version: 1.0",
		"Content-Type: text/plain; charset=utf-8",
		"",
		"We have received your feedback, thank you.",
		"",
		"What became of it: " + m.settings.BaseURL + to.Path(),
		"",
	}
	return []byte(strings.Join(lines, "\r\n"))
}

// impatientConn fails when the other side does nothing for that long.
type impatientConn struct {
	net.Conn
	timeout time.Duration
}

func (c impatientConn) Read(p []byte) (int, error) {
	if err := c.SetReadDeadline(time.Now().Add(c.timeout)); err != nil {
		return 0, err
	}
	return c.Conn.Read(p)
}

func (c impatientConn) Write(p []byte) (int, error) {
	if err := c.SetWriteDeadline(time.Now().Add(c.timeout)); err != nil {
		return 0, err
	}
	return c.Conn.Write(p)
}
