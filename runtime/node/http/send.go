package http

import (
	"context"
	"encoding/base64"
	"io"
	"net/http"
	neturl "net/url"
	"strconv"
	"strings"

	"github.com/dop251/goja"
	whatwg "github.com/nlnwa/whatwg-url/url"

	"github.com/hookline/hookline/runtime/node/fault"
	"github.com/hookline/hookline/runtime/node/url"
)

// postFormFromScript is the short way for a small request whose whole answer is wanted
// as text: one goroutine, one callback, no stream. The request is the one that the npm
// package request made of {form: {name: value}}; it follows no redirect.
func (c *client) postFormFromScript(call goja.FunctionCall) goja.Value {
	done, ok := goja.AssertFunction(call.Argument(3))
	if !ok {
		panic(c.realm.VM.NewTypeError("done is not a function"))
	}
	m := &message{method: http.MethodPost}
	if value := call.Argument(2); !goja.IsUndefined(value) {
		m.body = []byte(escape(call.Argument(1).String()) + "=" + escape(value.String()))
	}
	m.headers = []header{
		{"content-type", "application/x-www-form-urlencoded"},
		{"content-length", strconv.Itoa(len(m.body))},
		{"Connection", "keep-alive"},
	}
	invalid := m.setURL(call.Argument(0).String())
	x := c.newExchange(m)
	x.fetch(invalid, func(text string, err error) error {
		if err != nil {
			return c.call(done, c.errorValue(err, m))
		}
		return c.call(done, goja.Null(), c.value(x.response.StatusCode), c.value(text))
	})
	return nil
}

// legacyEscapes are the characters that Node's url.parse escapes beyond what the WHATWG
// URL Standard does.
var legacyEscapes = strings.NewReplacer("'", "%27", `\`, "%5C", "^", "%5E", "`", "%60", "{", "%7B", "|", "%7C", "}", "%7D")

// setURL fills in where the message goes, and Basic credentials that the URL has. Its
// errors are worded as request's.
func (m *message) setURL(address string) error {
	u, err := url.Parse(address)
	if err != nil || u.Hostname() == "" {
		return &fault.System{Message: `Invalid URI "` + fault.Printable(cut(address, 200)) + `"`}
	}
	if u.Scheme() != "http" && u.Scheme() != "https" {
		return &fault.System{Message: "Invalid protocol: " + u.Protocol()}
	}
	m.scheme, m.host, m.port = u.Scheme(), strings.Trim(u.Hostname(), "[]"), u.DecodedPort()
	m.path = legacyEscapes.Replace(u.Pathname() + u.Search())
	m.headers = append(m.headers, header{"Host", u.Host()})
	if credentials := basic(u); credentials != "" {
		m.headers = append(m.headers, header{"Authorization", credentials})
	}
	return nil
}

func basic(u *whatwg.Url) string {
	if u.Username() == "" && u.Password() == "" {
		return ""
	}
	user, _ := neturl.PathUnescape(u.Username())
	password, _ := neturl.PathUnescape(u.Password())
	return "Basic " + base64.StdEncoding.EncodeToString([]byte(user+":"+password))
}

// fetch sends the request and reads the whole response.
func (x *exchange) fetch(refusal error, done func(text string, err error) error) {
	var request *http.Request
	if x.refusal = refusal; refusal == nil {
		request, x.refusal = x.prepare()
	}
	err := x.refusal
	x.client.realm.Go(func(context.Context) func() error {
		var response *http.Response
		var body []byte
		if err == nil {
			response, err = x.client.transport(x.message).RoundTrip(request) //nolint:bodyclose // finish closes it, on the loop
		}
		if err == nil {
			body, err = readAll(response, x.client.realm.MaxResponseBytes)
		}
		return func() error {
			if response != nil {
				x.response, x.record.Status = response, response.StatusCode
			}
			x.record.BytesIn = int64(len(body))
			x.finish(err)
			return done(strings.ToValidUTF8(string(body), "\uFFFD"), err)
		}
	})
}

func readAll(response *http.Response, limit int) ([]byte, error) {
	if err := checkHead(response); err != nil {
		return nil, err
	}
	body, err := io.ReadAll(io.LimitReader(response.Body, int64(limit)+1))
	switch {
	case len(body) > limit:
		return body, tooMuch("the response is larger than %d bytes", limit)
	case err != nil:
		return body, cutShort(err)
	}
	return body, nil
}
