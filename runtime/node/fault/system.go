package fault

import (
	"context"
	"errors"
	"io"
	"net"
	"strconv"
	"strings"
	"syscall"
	"unicode/utf8"

	"github.com/dop251/goja"

	"github.com/hookline/hookline/runtime/realm"
)

// System is a failure of the network as Node tells it
// (https://nodejs.org/api/errors.html#class-systemerror). It holds no text of Go.
type System struct {
	Code, Message string
	Syscall       string // "connect", "getaddrinfo", "read", "write" or ""
	Hostname      string
	Address       string
	Port          int
}

func (s *System) Error() string { return s.Message }

// Target is what was to be reached, as the script named it.
type Target struct {
	Host string
	Port int
}

// String is host:port, with IPv6 addresses in brackets.
func (t Target) String() string { return net.JoinHostPort(t.Host, strconv.Itoa(t.Port)) }

// CutOff is the error of what the end of the run found unfinished.
var CutOff = &System{Code: "ECONNRESET", Message: "the run ended before the response did"}

// coder is what an error of the realm's Dial and Resolve may implement to choose its
// code: one of Node's, such as ENOTFOUND, or EACCES when the address may not be
// reached. The text of an EACCES error is shown to the script.
type coder interface {
	error
	Code() string
}

// Explain finds Node's words for an error of a connection.
func Explain(err error, to Target) *System {
	var known *System
	switch {
	case errors.As(err, &known):
		return known
	case errors.Is(err, context.Canceled), errors.Is(err, context.DeadlineExceeded):
		return CutOff
	}
	if s := explainDial(err, to); s != nil {
		return s
	}
	if s := explainTLS(err, to); s != nil {
		return s
	}
	return explainConnection(err)
}

func explainDial(err error, to Target) *System {
	var coded coder
	var lookup *net.DNSError
	var dial *net.OpError
	switch {
	case errors.As(err, &coded):
		return dialFailure(coded.Code(), coded.Error(), to)
	case errors.As(err, &lookup) && lookup.IsNotFound:
		return dialFailure("ENOTFOUND", "", to)
	case errors.As(err, &lookup):
		return dialFailure("EAI_AGAIN", "", to)
	case errors.As(err, &dial) && dial.Op == "dial":
		return dialFailure(codeOf(err, "ECONNREFUSED"), "", to)
	}
	return nil
}

func dialFailure(code, text string, to Target) *System {
	s := &System{Code: code, Syscall: "connect", Address: to.Host, Port: to.Port}
	switch code {
	case "ENOTFOUND", "EAI_AGAIN":
		return &System{Code: code, Syscall: "getaddrinfo", Hostname: to.Host,
			Message: "getaddrinfo " + code + " " + Printable(to.Host)}
	case "EACCES":
		s.Message = "connect EACCES " + Printable(to.String()) + ": " + Printable(text)
	default:
		s.Message = "connect " + code + " " + Printable(strings.Trim(to.Host, "[]")+":"+strconv.Itoa(to.Port))
	}
	return s
}

// numbers are the errors of the system by libuv's name, with Linux's number, and those
// of its own for names that are not found.
var numbers = map[string]int{
	"EACCES": -13, "EADDRNOTAVAIL": -99, "ECONNREFUSED": -111, "ECONNRESET": -104, "EHOSTUNREACH": -113,
	"ENETUNREACH": -101, "EPIPE": -32, "EPROTO": -71, "ETIMEDOUT": -110, "ENOTFOUND": -3008, "EAI_AGAIN": -3001,
}

// codeOf names the system's error, as libuv does.
func codeOf(err error, otherwise string) string {
	var number syscall.Errno
	var timeout net.Error
	if errors.As(err, &number) {
		switch number {
		case syscall.ECONNREFUSED:
			return "ECONNREFUSED"
		case syscall.ECONNRESET:
			return "ECONNRESET"
		case syscall.EPIPE:
			return "EPIPE"
		case syscall.ETIMEDOUT:
			return "ETIMEDOUT"
		case syscall.EHOSTUNREACH:
			return "EHOSTUNREACH"
		case syscall.ENETUNREACH:
			return "ENETUNREACH"
		case syscall.EADDRNOTAVAIL:
			return "EADDRNOTAVAIL"
		case syscall.EACCES, syscall.EPERM:
			return "EACCES"
		}
	}
	if errors.As(err, &timeout) && timeout.Timeout() {
		return "ETIMEDOUT"
	}
	return otherwise
}

// explainConnection is for a connection that was there. net/http has no error values
// for a response that it cannot parse, so that case is told by its text.
func explainConnection(err error) *System {
	switch code := codeOf(err, ""); {
	case code == "ETIMEDOUT":
		return &System{Code: code, Syscall: "connect", Message: "connect ETIMEDOUT"}
	case code != "":
		return &System{Code: code, Syscall: "read", Message: "read " + code}
	case errors.Is(err, io.EOF), errors.Is(err, io.ErrUnexpectedEOF):
		return &System{Code: "ECONNRESET", Message: "socket hang up"}
	case strings.Contains(err.Error(), "response headers exceeded"):
		return &System{Code: "HPE_HEADER_OVERFLOW", Message: "Parse Error: Header overflow"}
	case strings.Contains(err.Error(), "malformed"):
		return &System{Code: "HPE_INVALID_CONSTANT", Message: "Parse Error: Expected HTTP/"}
	}
	return &System{Code: "ECONNRESET", Message: "socket hang up"}
}

// Value makes the script's Error.
func (s *System) Value(r *realm.Realm) *goja.Object {
	e := r.NewError("Error", s.Code, s.Message)
	if s.Syscall != "" {
		if number, ok := numbers[s.Code]; ok {
			_ = e.Set("errno", number)
		}
		_ = e.Set("syscall", s.Syscall)
	}
	if s.Hostname != "" {
		_ = e.Set("hostname", s.Hostname)
	}
	if s.Address != "" {
		_ = e.Set("address", s.Address)
		_ = e.Set("port", s.Port)
	}
	return e
}

// Printable replaces what could disturb a log line.
func Printable(s string) string {
	return strings.Map(func(r rune) rune {
		if r < ' ' || r == 0x7f || r == utf8.RuneError {
			return '?'
		}
		return r
	}, s)
}
