package registry

import (
	"bytes"
	"errors"
	"io"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"go.uber.org/goleak"

	"github.com/hookline/hookline/runtime/npm/internal/cache"
	"github.com/hookline/hookline/runtime/npm/npmtest"
	"github.com/hookline/hookline/scripts"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

func client(t *testing.T, config Config) *Client {
	t.Helper()
	var err error
	config.Cache, err = cache.Open(t.TempDir())
	require.NoError(t, err)
	c, err := New(config)
	require.NoError(t, err)
	t.Cleanup(c.Close)
	return c
}

// TestPackumentTooLarge: it is not read to its end.
func TestPackumentTooLarge(t *testing.T) {
	t.Parallel()
	r := npmtest.New(t)
	sent := make(chan int, 1)
	r.Intercept(func(w http.ResponseWriter, _ *http.Request) bool {
		_, err := io.WriteString(w, `{"name": "a", "readme": "`)
		n := 0
		for ; err == nil && n < 1<<30; n += 1 << 10 {
			_, err = w.Write(bytes.Repeat([]byte("x"), 1<<10))
		}
		sent <- n
		return true
	})
	_, err := client(t, Config{Registry: r.URL, MaxPackument: 1 << 20}).Packument(t.Context(), "a")
	require.ErrorIs(t, err, scripts.ErrUnavailable)
	require.ErrorContains(t, err, `package "a"`)
	require.ErrorContains(t, err, "more than 1 MiB")
	require.Less(t, <-sent, 1<<30)
	require.Len(t, r.Requests(), 1, "it is not asked again")
}

func TestReference(t *testing.T) {
	t.Parallel()
	root := client(t, Config{Registry: "https://r.example"})
	below := client(t, Config{Registry: "https://r.example/api/npm/"})
	for _, test := range []struct {
		c             *Client
		name, address string
		want          string
	}{
		{root, "a", "https://r.example/a/-/a-1.0.0.tgz", "a/-/a-1.0.0.tgz"},
		{root, "@s/a", "https://r.example/download/@s/a/1.0.0/0123", "download/@s/a/1.0.0/0123"},
		{below, "a", "https://r.example/api/npm/a/-/a-1.0.0.tgz", "a/-/a-1.0.0.tgz"},
		{below, "a", "https://r.example/files/a.tgz", "/files/a.tgz"},
		{below, "a", "https://other.example/npm/a/-/a-1.0.0.tgz?x=y", "a/-/a-1.0.0.tgz"},
		{below, "@s/a", "https://other.example/npm/@s/a/-/a-1.0.0.tgz", "@s/a/-/a-1.0.0.tgz"},
		{below, "@s/a", "https://other.example/elsewhere.tgz", "elsewhere.tgz"},
		{below, "@s/a", "", "@s/a/-/a-1.0.0.tgz"},
	} {
		got, err := test.c.Reference(test.name, "1.0.0", test.address)
		require.NoError(t, err)
		require.Equal(t, test.want, got, test.address)
	}
}

func TestCapped(t *testing.T) {
	t.Parallel()
	over := errors.New("over")
	for size, want := range map[int]error{0: nil, 9: nil, 10: nil, 11: over, 1000: over} {
		text, err := io.ReadAll(&capped{strings.NewReader(strings.Repeat("x", size)), 10, over})
		require.Equal(t, want, err, size)
		require.Len(t, text, min(size, 10))
	}
}

func TestRetryAfter(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]time.Duration{"": 0, "2": 2 * time.Second, "-1": 0, "86400": maxRetryAfter, "Wed, 21 Oct 2015 07:28:00 GMT": 0} {
		require.Equal(t, want, retryAfter(http.Header{"Retry-After": {text}}), text)
	}
}

// TestRedirectIsFollowed: as registries do that keep their files elsewhere.
func TestRedirectIsFollowed(t *testing.T) {
	t.Parallel()
	r := npmtest.New(t)
	r.Publish("a@1.0.0")
	r.Intercept(func(w http.ResponseWriter, req *http.Request) bool {
		if req.URL.Path != "/a" {
			req.URL.Path = strings.TrimPrefix(req.URL.Path, "/moved")
			return false
		}
		http.Redirect(w, req, "/moved/a?signature=secret", http.StatusMovedPermanently)
		return true
	})
	p, err := client(t, Config{Registry: r.URL}).Packument(t.Context(), "a")
	require.NoError(t, err)
	require.Len(t, p.Versions, 1)
}
