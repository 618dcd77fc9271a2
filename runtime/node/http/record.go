package http

import (
	"net"
	"strconv"
	"strings"

	"github.com/hookline/hookline/runtime/node/fault"
	"github.com/hookline/hookline/scripts"
)

// record is what will be told of an exchange.
type record struct{ scripts.Request }

// maxRecordedURL keeps a script from filling the history with its URLs.
const maxRecordedURL = 2048

func (c *client) newRecord(m *message) record {
	return record{scripts.Request{Method: cut(fault.Printable(m.method), 32), URL: m.publicURL(), AtMS: c.realm.SinceStart()}}
}

// publicURL has neither query nor fragment nor user information: they carry secrets.
func (m *message) publicURL() string {
	host := m.host
	if strings.Contains(host, ":") {
		host = "[" + host + "]"
	}
	if !(m.scheme == "http" && m.port == 80 || m.scheme == "https" && m.port == 443) {
		host = net.JoinHostPort(m.host, strconv.Itoa(m.port))
	}
	path := m.path
	if i := strings.IndexAny(path, "?#"); i >= 0 {
		path = path[:i]
	}
	return cut(fault.Printable(m.scheme+"://"+host+path), maxRecordedURL)
}

// report tells the realm how the exchange ended.
func (x *exchange) report(err error) {
	x.record.DurationMS = x.client.realm.Since(x.record.AtMS)
	if err != nil {
		text := explain(err, x.message).Message
		x.record.Error = &text
	}
	x.client.realm.Sent(x.record.Request)
}
