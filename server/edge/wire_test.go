package edge

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

// realServer serves Body over TCP with short limits; served counts the bodies that were
// taken whole.
func realServer(t *testing.T) (address string, served *atomic.Int64) {
	return serverWith(t, 300*time.Millisecond)
}

func serverWith(t *testing.T, readTimeout time.Duration) (address string, served *atomic.Int64) {
	served = new(atomic.Int64)
	server := httptest.NewUnstartedServer(nil)
	server.Config = Server(ServerConfig{
		Log:               slog.New(slog.DiscardHandler),
		ReadHeaderTimeout: 150 * time.Millisecond, ReadTimeout: readTimeout, IdleTimeout: 300 * time.Millisecond,
	}, Wrap(slog.New(slog.DiscardHandler), http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, err := Body(w, r)
		if err == nil {
			err = Object(body, func(string, []byte) error { return nil })
		}
		if err != nil {
			Fail(w, r, err)
			return
		}
		served.Add(1)
		_ = JSON(w, 200, len(body))
	})))
	server.Start()
	t.Cleanup(server.Close)
	return server.Listener.Addr().String(), served
}

// exchangeRaw writes what a client sends and returns all that it hears until the server
// closes the connection, which it must.
func exchangeRaw(t *testing.T, address string, send func(net.Conn)) string {
	conn, err := net.Dial("tcp", address)
	require.NoError(t, err)
	defer conn.Close()
	require.NoError(t, conn.SetDeadline(time.Now().Add(20*time.Second)))
	go send(conn)
	heard, err := io.ReadAll(conn)
	var timeout net.Error
	require.False(t, errors.As(err, &timeout) && timeout.Timeout(), "the server held the connection")
	return string(heard)
}

func text(s string) func(net.Conn) { return func(c net.Conn) { _, _ = io.WriteString(c, s) } }

// drip sends a prefix and then a byte at a time for as long as the server listens.
func drip(prefix, piece string) func(net.Conn) {
	return func(c net.Conn) {
		_, err := io.WriteString(c, prefix)
		tick := time.NewTicker(5 * time.Millisecond)
		defer tick.Stop()
		for err == nil {
			<-tick.C
			_, err = io.WriteString(c, piece)
		}
	}
}

func post(headers, body string) string {
	return "POST / HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\n" + headers + "\r\n" + body
}

// TestClientsThatHoldOn: who sends slowly, too much or nonsense loses the connection,
// and none of it is taken for a request.
func TestClientsThatHoldOn(t *testing.T) {
	t.Parallel()
	many := strings.Repeat("X-A: b\r\n", 6000)
	for name, c := range map[string]struct {
		send func(net.Conn)
		says string // in the answer; empty: no answer is due
	}{
		"nothing":               {func(net.Conn) {}, ""},
		"slow header":           {drip("POST / HTTP/1.1\r\nX: ", "y"), ""},
		"endless request line":  {drip("GET /", "a"), ""},
		"slow body":             {drip(post("Content-Length: 100000\r\n", `{"a":"`), "b"), " 400 "},
		"body that stops":       {text(post("Content-Length: 100\r\n", `{`)), " 400 "},
		"slow chunks":           {drip(post("Transfer-Encoding: chunked\r\n", ""), "1\r\na\r\n"), " 400 "},
		"huge header":           {text("GET / HTTP/1.1\r\nHost: a\r\nX: " + strings.Repeat("a", 64<<10) + "\r\n\r\n"), " 431 "},
		"many headers":          {text("GET / HTTP/1.1\r\nHost: a\r\n" + many + "\r\n"), " 431 "},
		"length too long":       {text(post("Content-Length: 9999999999\r\n", `{}`)), " 413 "},
		"length no number":      {text(post("Content-Length: 1e3\r\n", `{}`)), " 400 "},
		"negative length":       {text(post("Content-Length: -1\r\n", `{}`)), " 400 "},
		"two lengths":           {text(post("Content-Length: 2\r\nContent-Length: 3\r\n", `{}`)), " 400 "},
		"length and chunks":     {text(post("Content-Length: 2\r\nTransfer-Encoding: chunked\r\n", "zz")), " 400 "},
		"unknown encoding":      {text(post("Transfer-Encoding: gzip, chunked\r\n", "0\r\n\r\n")), " 501 "},
		"bad chunk":             {text(post("Transfer-Encoding: chunked\r\nConnection: close\r\n", "zz\r\n")), " 400 "},
		"chunk of 2^64":         {text(post("Transfer-Encoding: chunked\r\nConnection: close\r\n", "10000000000000000\r\n")), " 400 "},
		"chunk extensions":      {drip(post("Transfer-Encoding: chunked\r\n", "1;"), strings.Repeat("e", 4096)), " 400 "},
		"header with a newline": {text("GET / HTTP/1.1\r\nHost: a\r\nX y\r\n\r\n"), " 400 "},
		"no host":               {text("GET / HTTP/1.1\r\n\r\n"), " 400 "},
		"not HTTP":              {text("\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\r\n\r\n"), " 400 "},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			address, served := realServer(t)
			heard := exchangeRaw(t, address, c.send)
			if c.says == "" {
				require.NotContains(t, heard, " 200 ")
			} else {
				require.Contains(t, heard, c.says)
			}
			require.Zero(t, served.Load())
		})
	}
}

// TestHeadersHaveATimeOfTheirOwn: which is shorter than that of the body.
func TestHeadersHaveATimeOfTheirOwn(t *testing.T) {
	t.Parallel()
	address, served := serverWith(t, time.Hour)
	require.NotContains(t, exchangeRaw(t, address, drip("POST / HTTP/1.1\r\nX: ", "y")), " 200 ")
	require.Zero(t, served.Load())
}

// TestChunkedBomb: a body that grows for ever is cut at the limit.
func TestChunkedBomb(t *testing.T) {
	t.Parallel()
	address, served := realServer(t)
	var sent atomic.Int64
	heard := exchangeRaw(t, address, func(c net.Conn) {
		chunk := fmt.Sprintf("%x\r\n%s\r\n", 64<<10, bytes.Repeat([]byte{' '}, 64<<10))
		_, err := io.WriteString(c, post("Transfer-Encoding: chunked\r\n", ""))
		for err == nil && sent.Load() < 100<<20 {
			_, err = io.WriteString(c, chunk)
			sent.Add(int64(len(chunk)))
		}
	})
	require.NotContains(t, heard, " 200 ")
	require.Zero(t, served.Load())
	require.Less(t, sent.Load(), int64(32<<20), "the server stopped reading")
}

// TestPipelining: requests that follow each other in one packet are answered in order,
// and where one ends is never taken from the bytes of another.
func TestPipelining(t *testing.T) {
	t.Parallel()
	address, served := realServer(t)
	one := post("Content-Length: 2\r\n", `{}`)
	inner := "GET /secret HTTP/1.1\r\nHost: a\r\n\r\n"
	body := `{"a":"` + strings.Repeat("b", 10) + `"}`
	heard := exchangeRaw(t, address, text(one+
		post(fmt.Sprintf("Content-Length: %d\r\n", len(body)), body)+
		post(fmt.Sprintf("Content-Length: %d\r\n", len(inner)), inner)+
		one+post("Content-Length: 2\r\nConnection: close\r\n", `{}`)))
	var codes []int
	r := bufio.NewReader(strings.NewReader(heard))
	for {
		answer, err := http.ReadResponse(r, nil)
		if err != nil {
			break
		}
		_, _ = io.Copy(io.Discard, answer.Body)
		_ = answer.Body.Close()
		codes = append(codes, answer.StatusCode)
	}
	require.Equal(t, []int{200, 200, 400, 200, 200}, codes, "a request in a body is no request")
	require.EqualValues(t, 4, served.Load())
}
