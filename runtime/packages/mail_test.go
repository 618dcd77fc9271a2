package packages_test

import (
	"crypto/tls"
	"fmt"
	"net"
	"net/textproto"
	"strings"
)

// mailbox is one SMTP session (RFC 5321, with STARTTLS and AUTH PLAIN).
type mailbox struct {
	world  *world
	conn   net.Conn
	text   *textproto.Conn
	port   string
	secure bool
}

// mail serves SMTP. Port 465 speaks TLS from the start, 587 wants STARTTLS, 25 is plain.
func (w *world) mail(conn net.Conn, port string) {
	m := &mailbox{world: w, conn: conn, port: port}
	defer func() { _ = m.conn.Close() }()
	if port == "465" {
		m.encrypt()
	} else {
		m.text = textproto.NewConn(conn)
	}
	m.say("220 smtp.example.com ESMTP")
	for {
		line, err := m.text.ReadLine()
		if err != nil || !m.command(line) {
			return
		}
	}
}

func (m *mailbox) encrypt() {
	m.conn = tls.Server(m.conn, m.world.authority.server())
	m.text, m.secure = textproto.NewConn(m.conn), true
}

func (m *mailbox) say(line string) { _ = m.text.PrintfLine("%s", line) }

// command answers one line. It reports whether the session goes on.
func (m *mailbox) command(line string) bool {
	m.world.note(fmt.Sprintf("smtp %s secure=%v %s", m.port, m.secure, strings.ReplaceAll(line, "[127.0.0.1]", "<machine>")))
	verb, _, _ := strings.Cut(strings.ToUpper(line), " ")
	switch verb {
	case "EHLO":
		m.greet()
	case "STARTTLS":
		m.say("220 go ahead")
		m.encrypt()
	case "AUTH":
		m.authenticate(line)
	case "RCPT":
		if strings.Contains(line, "refused@") {
			m.say("550 no such mailbox")
		} else {
			m.say("250 accepted")
		}
	case "DATA":
		m.say("354 end with a dot")
		lines, _ := m.text.ReadDotLines()
		m.world.note("  | " + strings.Join(lines, "\n  | "))
		m.say("250 queued as 1")
	case "QUIT":
		m.say("221 bye")
		return false
	default:
		m.say("250 ok")
	}
	return true
}

func (m *mailbox) greet() {
	m.say("250-smtp.example.com")
	m.say("250-8BITMIME")
	if m.port == "587" && !m.secure {
		m.say("250-STARTTLS")
	}
	if m.secure {
		m.say("250-AUTH PLAIN LOGIN")
	}
	m.say("250 SIZE 10000000")
}

func (m *mailbox) authenticate(line string) {
	if strings.HasSuffix(line, " AG1haWxlcgBzbXRwLXBhc3N3b3Jk") { // mailer, smtp-password
		m.say("235 welcome")
	} else {
		m.say("535 wrong user or password")
	}
}
