// Package url is the Go side of the url module and of the globals URL and
// URLSearchParams: parsing and serialising by the WHATWG URL Standard
// (https://url.spec.whatwg.org), done by github.com/nlnwa/whatwg-url.
//
// It keeps no state. A JavaScript URL is its serialisation, and a setter is a function
// from one serialisation to the next.
package url

import (
	"errors"
	"net/netip"
	"strings"

	"github.com/dop251/goja"
	whatwg "github.com/nlnwa/whatwg-url/url"
	"golang.org/x/net/idna"

	"github.com/hookline/hookline/runtime/realm"
)

// MaxBytes is the longest URL that is parsed. Longer ones are invalid: the parser is
// native code that nothing can interrupt.
const MaxBytes = 1 << 20

type binding struct{ realm *realm.Realm }

// Binding makes internalBinding('url').
//
//	parse(input[, base]) → components | undefined
//	set(href, property, value) → components | undefined (nothing changed)
//	toASCII(domain), toUnicode(domain) → string, "" for an invalid domain
//	wellFormed(string) → string with U+FFFD for lone surrogates
//	parseForm(string) → [name, value, …]
//	serializeForm([name, value, …]) → string
//
// Components are an array of strings: href, origin, protocol, username, password,
// host, hostname, port, pathname, search, hash.
func Binding(r *realm.Realm) *goja.Object {
	b := &binding{r}
	return r.Object(map[string]func(goja.FunctionCall) goja.Value{
		"parse":         b.parse,
		"set":           b.set,
		"toASCII":       b.toASCII,
		"toUnicode":     b.toUnicode,
		"wellFormed":    b.wellFormed,
		"parseForm":     b.parseForm,
		"serializeForm": b.serializeForm,
	})
}

// Parse parses an absolute URL as browsers and Node do.
func Parse(input string) (*whatwg.Url, error) {
	if tooMuch(input) {
		return nil, errTooLong
	}
	return parser.Parse(input)
}

var (
	parser     = whatwg.NewParser()
	errTooLong = errors.New("the URL is too long")
)

// tooMuch bounds the parser's work, which grows with the length, and with its square
// where the user information has many at signs. It errs on the side of refusing.
func tooMuch(input string) bool {
	authority := input
	if scheme, rest, ok := strings.Cut(input, ":"); ok && !strings.Contains(scheme, "@") {
		authority = rest
	}
	authority = strings.TrimLeft(authority, "/\\ \t\r\n")
	if end := strings.IndexAny(authority, "/?#"); end >= 0 {
		authority = authority[:end]
	}
	return len(input) > MaxBytes || strings.Count(authority, "@")*len(authority) > 1<<22
}

func (b *binding) parse(call goja.FunctionCall) goja.Value {
	input, base := call.Argument(0).String(), call.Argument(1)
	if goja.IsUndefined(base) {
		u, err := Parse(input)
		return b.components(u, err)
	}
	from := base.String()
	if tooMuch(from) || tooMuch(input) {
		return goja.Undefined()
	}
	u, err := parser.ParseRef(from, input)
	return b.components(u, err)
}

func (b *binding) components(u *whatwg.Url, err error) goja.Value {
	if err != nil {
		return goja.Undefined()
	}
	return b.realm.VM.NewArray(u.Href(false), origin(u), u.Protocol(), u.Username(), u.Password(),
		u.Host(), u.Hostname(), u.Port(), u.Pathname(), u.Search(), u.Hash())
}

// origin serialises the URL's origin; opaque origins are "null".
func origin(u *whatwg.Url) string {
	switch u.Scheme() {
	case "http", "https", "ftp", "ws", "wss":
		return u.Protocol() + "//" + u.Host()
	case "blob":
		inner, err := Parse(u.Pathname())
		if err == nil && strings.HasPrefix(inner.Scheme(), "http") {
			return origin(inner)
		}
	}
	return "null"
}

// set answers undefined for a value that the standard ignores.
func (b *binding) set(call goja.FunctionCall) goja.Value {
	href, value := call.Argument(0).String(), call.Argument(2).String()
	if tooMuch(value) {
		return goja.Undefined()
	}
	return b.components(set(href, call.Argument(1).String(), value))
}

// wellFormed takes the way through Go's strings, which hold no lone surrogates.
func (b *binding) wellFormed(call goja.FunctionCall) goja.Value {
	return b.realm.VM.ToValue(call.Argument(0).String())
}

func (b *binding) toASCII(call goja.FunctionCall) goja.Value {
	u, err := Parse("ws://" + call.Argument(0).String())
	if err != nil {
		return b.realm.VM.ToValue("")
	}
	return b.realm.VM.ToValue(u.Hostname())
}

func (b *binding) toUnicode(call goja.FunctionCall) goja.Value {
	u, err := Parse("ws://" + call.Argument(0).String())
	if err != nil {
		return b.realm.VM.ToValue("")
	}
	host := u.Hostname()
	if _, err := netip.ParseAddr(strings.Trim(host, "[]")); err == nil {
		return b.realm.VM.ToValue(host)
	}
	name, _ := idna.Punycode.ToUnicode(host)
	return b.realm.VM.ToValue(name)
}
