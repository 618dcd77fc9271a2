package edge

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/hookline/hookline/scripts"
)

func TestPanicBecomesAnAnswer(t *testing.T) {
	t.Parallel()
	var log bytes.Buffer
	h := Wrap(slog.New(slog.NewTextHandler(&log, nil)), http.HandlerFunc(func(http.ResponseWriter, *http.Request) {
		panic("inner text")
	}))
	w := httptest.NewRecorder()
	h.ServeHTTP(w, httptest.NewRequest("GET", "/", nil))
	require.Equal(t, 500, w.Code)
	require.NotContains(t, w.Body.String(), "inner text")
	id := w.Header().Get("X-Request-Id")
	require.Contains(t, w.Body.String(), id)
	require.Contains(t, log.String(), id)
	require.Contains(t, log.String(), "inner text")
}

func TestPanicAfterTheAnswerBeganCutsItOff(t *testing.T) {
	t.Parallel()
	h := Wrap(slog.New(slog.DiscardHandler), http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		fmt.Fprint(w, "half")
		panic("x")
	}))
	require.PanicsWithValue(t, http.ErrAbortHandler, func() {
		h.ServeHTTP(httptest.NewRecorder(), httptest.NewRequest("GET", "/", nil))
	})
}

func TestAccessLog(t *testing.T) {
	t.Parallel()
	var log bytes.Buffer
	var id string
	var flushed error
	h := Wrap(slog.New(slog.NewTextHandler(&log, &slog.HandlerOptions{Level: slog.LevelDebug})),
		http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			id = RequestID(r.Context())
			flushed = http.NewResponseController(w).Flush()
			w.WriteHeader(204)
		}))
	r := httptest.NewRequest("PATCH", "/a/b?code=confidential", nil)
	r.Header.Set("Authorization", "Bearer confidential")
	h.ServeHTTP(httptest.NewRecorder(), r)
	require.NotEmpty(t, id)
	require.NoError(t, flushed)
	require.Contains(t, log.String(), "method=PATCH path=/a/b status=204")
	require.NotContains(t, log.String(), "confidential")
}

func TestFail(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		err    error
		status int
		says   string
	}{
		{scripts.NotFound("C", "m"), 404, `{"statusCode":404,"error":"Not Found","message":"m","errorCode":"C"}`},
		{fmt.Errorf("wrapped: %w", scripts.Conflict("", "m")), 409, `{"statusCode":409,"error":"Conflict","message":"m"}`},
		{scripts.Invalid("", "a<b"), 400, `"a<b"`},
		{&scripts.Fault{Kind: scripts.ErrForbidden}, 403, ""},
		{&scripts.Fault{Kind: scripts.ErrLimited}, 400, ""},
		{&scripts.Fault{Kind: scripts.ErrUnavailable}, 503, ""},
		{NewFailure(501, "", "later"), 501, `"later"`},
		{fmt.Errorf("disk at /var/x: %w", scripts.ErrUnavailable), 503, "failed: unavailable."},
		{errors.New("disk at /var/x"), 500, "internal_error"},
		{context.Canceled, 500, ""},
	} {
		w := httptest.NewRecorder()
		Fail(w, httptest.NewRequest("GET", "/", nil), c.err)
		require.Equal(t, c.status, w.Code)
		require.Contains(t, w.Body.String(), c.says)
		require.NotContains(t, w.Body.String(), "/var/x")
	}
}

func TestBody(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		kind string
		body io.Reader
		want int
	}{
		"plain":             {"application/json", strings.NewReader("{}"), 0},
		"charset":           {"application/json; charset=utf-8", strings.NewReader("{}"), 0},
		"no type":           {"", strings.NewReader("{}"), 0},
		"form":              {"application/x-www-form-urlencoded", strings.NewReader("a=b"), 415},
		"nonsense":          {";;", strings.NewReader("{}"), 415},
		"at the limit":      {"", bytes.NewReader(make([]byte, MaxBody)), 0},
		"over, length told": {"", bytes.NewReader(make([]byte, MaxBody+1)), 413},
		"over, chunked":     {"", io.MultiReader(bytes.NewReader(make([]byte, MaxBody+1))), 413},
		"broken off":        {"", io.MultiReader(strings.NewReader("{"), brokenReader{}), 400},
	} {
		r := httptest.NewRequest("POST", "/", c.body)
		r.Header.Set("Content-Type", c.kind)
		_, err := Body(httptest.NewRecorder(), r)
		if c.want == 0 {
			require.NoError(t, err, name)
			continue
		}
		failure, ok := errors.AsType[*Failure](err)
		require.True(t, ok, name)
		require.Equal(t, c.want, failure.StatusCode, name)
	}
}

type brokenReader struct{}

func (brokenReader) Read([]byte) (int, error) { return 0, io.ErrUnexpectedEOF }

func TestServerHasLimits(t *testing.T) {
	t.Parallel()
	s := Server(ServerConfig{Addr: "127.0.0.1:0", MaxHeaderBytes: 1 << 10}, http.NotFoundHandler())
	require.NotZero(t, s.ReadHeaderTimeout)
	require.NotZero(t, s.ReadTimeout)
	require.NotZero(t, s.WriteTimeout)
	require.NotZero(t, s.IdleTimeout)
	require.Equal(t, 1<<10, s.MaxHeaderBytes)
}

// TestTooLargeOnTheWire: the client gets the answer, and the rest is not read.
func TestTooLargeOnTheWire(t *testing.T) {
	t.Parallel()
	server := httptest.NewUnstartedServer(nil)
	server.Config = Server(ServerConfig{}, Wrap(slog.New(slog.DiscardHandler), http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		_, err := Body(w, r)
		Fail(w, r, err)
	})))
	server.Start()
	defer server.Close()
	for name, body := range map[string]io.Reader{
		"length told": bytes.NewReader(make([]byte, MaxBody+1)),
		"chunked":     io.MultiReader(bytes.NewReader(make([]byte, MaxBody+1))),
	} {
		answer, err := server.Client().Post(server.URL, "application/json", body)
		require.NoError(t, err, name)
		require.Equal(t, 413, answer.StatusCode, name)
		require.NoError(t, answer.Body.Close())
	}
}
