package egress

import (
	"errors"
	"net"
	"os"
	"syscall"
)

// Error is why there is no connection, in words that a script may see: they name no
// address but one that the script wrote itself.
type Error struct {
	// Code is one of Node's ("ECONNREFUSED"), or Refused.
	Code    string
	Message string
}

func (e *Error) Error() string { return e.Message }

// Refused is the code of a connection that the policy does not allow. Node uses it for
// what the system forbids.
const Refused = "EACCES"

func refused(reason string) *Error {
	return &Error{Code: Refused, Message: "egress refused: " + reason}
}

var (
	errNotPublic = refused("not a public address")
	errNotListed = refused("not on the tenant's egress list, and all else is closed")
	errNoRules   = refused("the tenant's egress rules cannot be read now")
	errBadHost   = refused(errHost.Error())
	errBadPort   = refused("not a port between 1 and 65535")
)

// explain turns a failure of net.Dialer into ours. target is what the script asked for.
func explain(err error, target string) *Error {
	var dns *net.DNSError
	switch {
	case errors.As(err, &dns) && dns.IsNotFound:
		return &Error{"ENOTFOUND", "getaddrinfo ENOTFOUND " + dns.Name}
	case errors.As(err, &dns):
		return &Error{"EAI_AGAIN", "getaddrinfo EAI_AGAIN " + dns.Name}
	}
	code := "ECONNRESET"
	for _, known := range causes {
		if errors.Is(err, known.err) {
			code = known.code
			break
		}
	}
	return &Error{code, "connect " + code + " " + target}
}

var causes = []struct {
	err  error
	code string
}{
	{syscall.ECONNREFUSED, "ECONNREFUSED"},
	{syscall.EHOSTUNREACH, "EHOSTUNREACH"},
	{syscall.ENETUNREACH, "ENETUNREACH"},
	{syscall.EADDRNOTAVAIL, "EADDRNOTAVAIL"},
	{os.ErrDeadlineExceeded, "ETIMEDOUT"}, // also net.ErrTimeout and context.DeadlineExceeded
	{syscall.ETIMEDOUT, "ETIMEDOUT"},
}
