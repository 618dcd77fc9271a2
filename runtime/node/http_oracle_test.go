package node

import (
	"bytes"
	"cmp"
	"compress/flate"
	"compress/gzip"
	"compress/zlib"
	"crypto/tls"
	"crypto/x509"
	"encoding/pem"
	"fmt"
	"io"
	"log"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"

	"github.com/andybalholm/brotli"
	"github.com/stretchr/testify/require"
)

// world is what the HTTP scripts talk to: a plain and a TLS server that note what they
// are asked, and a port where nobody listens.
type world struct {
	plain, secure *httptest.Server
	closed        string
	mu            sync.Mutex
	seen          []string
}

func newWorld(t *testing.T) *world {
	t.Helper()
	w := &world{}
	w.plain = httptest.NewUnstartedServer(w)
	w.secure = httptest.NewUnstartedServer(w)
	w.plain.Config.ErrorLog = log.New(io.Discard, "", 0)
	w.secure.Config.ErrorLog = w.plain.Config.ErrorLog
	w.plain.Start()
	w.secure.StartTLS()
	t.Cleanup(w.plain.Close)
	t.Cleanup(w.secure.Close)
	w.closed = closedPort(t)
	return w
}

// constants are what the scripts know of the world.
func (w *world) constants() string {
	return fmt.Sprintf("const BASE = %q, HOST = %q, TLS = %q, CLOSED = %q;\n",
		w.plain.URL, strings.TrimPrefix(w.plain.URL, "http://"), w.secure.URL, w.closed)
}

func (w *world) ServeHTTP(rw http.ResponseWriter, r *http.Request) {
	body, _ := io.ReadAll(r.Body)
	if r.URL.Path != "/slow" && r.URL.Path != "/stall" { // these are aborted, perhaps before they arrive
		w.note(r, body)
	}
	switch path := r.URL.Path; {
	case path == "/cookies":
		rw.Header()["Set-Cookie"] = []string{"a=1; Path=/", "b=2"}
		rw.Header()["X-Twice"] = []string{"1", "2"}
		rw.Header()["Etag"] = []string{"x"}
	case strings.HasPrefix(path, "/status/"):
		status, _ := strconv.Atoi(path[len("/status/"):])
		rw.WriteHeader(status)
	case path == "/size":
		fmt.Fprint(rw, len(body))
	case path == "/json":
		rw.Header().Set("Content-Type", "application/json")
		fmt.Fprint(rw, `{"a":[1,"ü"]}`)
	case path == "/latin":
		rw.Header()["X-Latin"] = []string{"caf\xe9"}
		fmt.Fprint(rw, "latin")
	case path == "/large":
		fmt.Fprint(rw, strings.Repeat("0123456789", 30000))
	case path == "/chunks":
		for i := range 3 {
			fmt.Fprintf(rw, "chunk %d;", i)
			_ = http.NewResponseController(rw).Flush()
		}
	case path == "/form":
		rw.Header().Set("Content-Type", "application/x-www-form-urlencoded")
		fmt.Fprint(rw, "a=1&b=2")
	case strings.HasPrefix(path, "/coded/"):
		coded(rw, path[len("/coded/"):])
	case path == "/hints":
		rw.WriteHeader(http.StatusEarlyHints)
		fmt.Fprint(rw, "after hints")
	case path == "/slow":
		<-r.Context().Done()
	case path == "/stall":
		fmt.Fprint(rw, "begin")
		_ = http.NewResponseController(rw).Flush()
		<-r.Context().Done()
	case strings.HasPrefix(path, "/slack/"):
		w.slack(rw, path[len("/slack/"):])
	case path == "/hangup", path == "/short":
		w.breakOff(rw, path)
	case w.redirect(rw, r):
	default:
		rw.Header().Set("Content-Type", "text/plain")
		fmt.Fprintf(rw, "%s %s", r.Method, body)
	}
}

// coded answers compressed.
func coded(rw http.ResponseWriter, coding string) {
	var body bytes.Buffer
	names := map[string]string{"raw": "deflate", "gzip-br": "gzip, br", "broken": "gzip"}
	rw.Header().Set("Content-Encoding", cmp.Or(names[coding], coding))
	switch coding {
	case "gzip":
		w := gzip.NewWriter(&body)
		_, _ = io.WriteString(w, "text in gzip")
		_ = w.Close()
	case "deflate":
		w := zlib.NewWriter(&body)
		_, _ = io.WriteString(w, "text in deflate")
		_ = w.Close()
	case "raw":
		w, _ := flate.NewWriter(&body, 5)
		_, _ = io.WriteString(w, "text in raw deflate")
		_ = w.Close()
	case "br":
		w := brotli.NewWriter(&body)
		_, _ = io.WriteString(w, "text in brotli")
		_ = w.Close()
	case "gzip-br":
		w := brotli.NewWriter(&body)
		z := gzip.NewWriter(w)
		_, _ = io.WriteString(z, "text in both")
		_, _ = z.Close(), w.Close()
	default:
		body.WriteString("no coding of ours")
	}
	rw.Header().Set("Content-Length", strconv.Itoa(body.Len()))
	_, _ = rw.Write(body.Bytes())
}

// slack answers as Slack's webhooks do.
func (w *world) slack(rw http.ResponseWriter, which string) {
	switch which {
	case "no_team":
		rw.WriteHeader(http.StatusNotFound)
		fmt.Fprint(rw, which)
	case "empty":
	case "moved":
		rw.Header().Set("Location", "/slack/ok")
		rw.WriteHeader(http.StatusFound)
		fmt.Fprint(rw, which)
	case "bom":
		fmt.Fprint(rw, "\ufeffok")
	default:
		fmt.Fprint(rw, which)
	}
}

func (w *world) redirect(rw http.ResponseWriter, r *http.Request) bool {
	status, location := http.StatusFound, "/echo?redirected"
	switch path := r.URL.Path; {
	case path == "/redirect":
	case strings.HasPrefix(path, "/redirect/"):
		status, _ = strconv.Atoi(path[len("/redirect/"):])
	case path == "/loop":
		location = "/loop"
	case path == "/away":
		location = w.secure.URL + "/echo"
	case path == "/redirect-to":
		location = r.URL.Query().Get("u")
	default:
		return false
	}
	rw.Header().Set("Location", location)
	rw.WriteHeader(status)
	return true
}

func (w *world) breakOff(rw http.ResponseWriter, path string) {
	conn, buffered, err := http.NewResponseController(rw).Hijack()
	if err != nil {
		return
	}
	if path == "/short" {
		_, _ = buffered.WriteString("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nshort")
		_ = buffered.Flush()
	}
	_ = conn.Close()
}

// note writes down all of a request that must be equal.
func (w *world) note(r *http.Request, body []byte) {
	names := make([]string, 0, len(r.Header))
	for name := range r.Header {
		names = append(names, name)
	}
	slices.Sort(names)
	host := strings.NewReplacer(w.plain.Listener.Addr().String(), "HOST", w.secure.Listener.Addr().String(), "TLSHOST").Replace(r.Host)
	line := fmt.Sprintf("%s %s host=%s length=%d encoding=%v body=%d", r.Method, r.RequestURI, host, r.ContentLength, r.TransferEncoding, len(body))
	if len(body) < 1000 {
		line += fmt.Sprintf(":%q", body)
	}
	for _, name := range names {
		line += fmt.Sprintf(" %s=%q", name, r.Header[name])
	}
	w.mu.Lock()
	defer w.mu.Unlock()
	if r.URL.Path == "/hangup" && len(w.seen) > 0 && w.seen[len(w.seen)-1] == line {
		return // net/http tries once more on a new connection, Node does not
	}
	w.seen = append(w.seen, line)
}

func (w *world) takeSeen() string {
	w.mu.Lock()
	defer w.mu.Unlock()
	seen := strings.Join(w.seen, "\n")
	w.seen = nil
	return seen + "\n"
}

func (w *world) transport() *http.Transport {
	roots := x509.NewCertPool()
	roots.AddCert(w.secure.Certificate())
	return &http.Transport{DisableCompression: true, TLSClientConfig: &tls.Config{RootCAs: roots, MinVersion: tls.VersionTLS12}}
}

// TestSlackOracle runs testdata/slack/slack.js. Its .want file was written by the real
// slack-notify 0.1.7 with request 2.88.2 in Node 20: go test -update, with NODE_PATH
// set to where they are installed.
func TestSlackOracle(t *testing.T) {
	t.Parallel()
	helpers, err := os.ReadFile("testdata/http-helpers.js")
	require.NoError(t, err)
	source, err := os.ReadFile("testdata/slack/slack.js")
	require.NoError(t, err)
	source = append(helpers, source...)
	w := newWorld(t)
	if *update && os.Getenv("NODE_PATH") != "" {
		require.NoError(t, os.WriteFile("testdata/slack/slack.want", []byte(w.inNode(t, source)), 0o600))
	}
	want, err := os.ReadFile("testdata/slack/slack.want")
	require.NoError(t, err)
	require.Equal(t, unordered(string(want)), unordered(w.here(t, source)))
}

// unordered sorts what the servers saw: the script sends some requests at once, which
// arrive in any order.
func unordered(text string) string {
	printed, seen, _ := strings.Cut(text, "\n\n")
	lines := strings.Split(seen, "\n")
	slices.Sort(lines)
	return printed + "\n\n" + strings.Join(lines, "\n")
}

// TestHTTPOracle runs testdata/http/*.js here and, where it is installed, in real Node
// against the same servers. What the scripts print and what the servers saw must be
// what the .want file says.
func TestHTTPOracle(t *testing.T) {
	t.Parallel()
	files, err := filepath.Glob("testdata/http/*.js")
	require.NoError(t, err)
	require.NotEmpty(t, files)
	for _, file := range files {
		t.Run(filepath.Base(file), func(t *testing.T) {
			t.Parallel()
			helpers, err := os.ReadFile("testdata/http-helpers.js")
			require.NoError(t, err)
			source, err := os.ReadFile(file)
			require.NoError(t, err)
			source = append(helpers, source...)
			w := newWorld(t)
			wantFile := strings.TrimSuffix(file, ".js") + ".want"
			if *update {
				require.NoError(t, os.WriteFile(wantFile, []byte(w.inNode(t, source)), 0o600))
			}
			want, err := os.ReadFile(wantFile)
			require.NoError(t, err)
			require.Equal(t, string(want), w.here(t, source))
			if _, err := exec.LookPath("node"); err == nil {
				require.Equal(t, string(want), w.inNode(t, source), "real Node disagrees")
			}
		})
	}
}

func (w *world) here(t *testing.T, source []byte) string {
	t.Helper()
	transport := w.transport()
	defer transport.CloseIdleConnections()
	m := newMachine(t, transport)
	defer m.end()
	m.run(t, w.constants()+prelude+string(source))
	requireCaught(t, m)
	return w.mask(m.printed(t)) + "\n" + w.takeSeen()
}

func (w *world) inNode(t *testing.T, source []byte) string {
	t.Helper()
	certificate := filepath.Join(t.TempDir(), "ca.pem")
	block := pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: w.secure.Certificate().Raw})
	require.NoError(t, os.WriteFile(certificate, block, 0o600))
	cmd := exec.Command("node", "-e", w.constants()+prelude+string(source)+
		"\nprocess.on('exit', () => process.stdout.write(lines.join('\\n') + '\\n'))")
	cmd.Env = append(os.Environ(), "NODE_EXTRA_CA_CERTS="+certificate)
	out, err := cmd.Output()
	require.NoError(t, err)
	return w.mask(string(out)) + "\n" + w.takeSeen()
}

// mask hides the ports, which differ from run to run.
func (w *world) mask(s string) string {
	return strings.NewReplacer(w.plain.Listener.Addr().String(), "HOST", w.secure.Listener.Addr().String(), "TLSHOST", w.closed, "CLOSED").Replace(s)
}
