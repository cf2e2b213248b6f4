// Package mailer sends the mails.
package mailer

import (
	"context"
	"errors"
	"net"
	"net/smtp"
	"net/url"
	"strings"
	"time"
)

const (
	from    = "no-reply@example.com"
	timeout = 10 * time.Second // for a whole mail
)

// Mailer sends mails through one mail server.
type Mailer struct {
	server  *url.URL
	baseURL string
}

// New returns a mailer for the server at smtp://USER:PASSWORD@HOST:PORT; links in mails begin with the base URL.
func New(smtpURL, baseURL string) (*Mailer, error) {
	server, err := url.Parse(smtpURL)
	if err != nil {
		return nil, errors.New("SMTP_URL is no URL") // err has the password in it
	}
	return &Mailer{server: server, baseURL: baseURL}, nil
}

// Confirmation asks for the confirmation of an address.
func (m *Mailer) Confirmation(ctx context.Context, to, token string) error {
	return m.send(ctx, to, "Confirm your address",
		"Open this link to finish your registration:", "", m.baseURL+"/confirm?token="+token)
}

// AlreadyRegistered tells the owner of an account that somebody tried to register with their address.
func (m *Mailer) AlreadyRegistered(ctx context.Context, to string) error {
	return m.send(ctx, to, "You have an account already",
		"Somebody, perhaps you, tried to register with your address. You have an account already.")
}

// Reset has the link for a new password.
func (m *Mailer) Reset(ctx context.Context, to, token string) error {
	return m.send(ctx, to, "Set a new password",
		"Open this link to set a new password:", "", m.baseURL+"/reset?token="+token)
}

func (m *Mailer) send(ctx context.Context, to, subject string, text ...string) error {
	header := []string{
		"From: Accounts <" + from + ">",
		"To: " + to, // it has neither line breaks nor anything else that means something here
		"Subject: " + subject,
		"Date: " + time.Now().Format(time.RFC1123Z),
		"MIME-Version: 1.0",
		"Content-Type: text/plain; charset=utf-8",
		"",
	}
	mail := strings.Join(append(header, text...), "\r\n") + "\r\n"

	client, err := m.connect(ctx)
	if err != nil {
		return err
	}
	defer client.Close()
	if err := client.Mail(from); err != nil {
		return err
	}
	if err := client.Rcpt(to); err != nil {
		return err
	}
	data, err := client.Data()
	if err != nil {
		return err
	}
	if _, err := data.Write([]byte(mail)); err != nil {
		return err
	}
	if err := data.Close(); err != nil {
		return err
	}
	return client.Quit()
}

func (m *Mailer) connect(ctx context.Context) (*smtp.Client, error) {
	var dialer net.Dialer
	ctx, cancel := context.WithTimeout(ctx, timeout)
	defer cancel()
	conn, err := dialer.DialContext(ctx, "tcp", m.server.Host)
	if err != nil {
		return nil, err
	}
	if err := conn.SetDeadline(time.Now().Add(timeout)); err != nil {
		return nil, errors.Join(err, conn.Close())
	}
	host := m.server.Hostname()
	client, err := smtp.NewClient(conn, host)
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
