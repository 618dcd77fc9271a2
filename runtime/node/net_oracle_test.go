package node

import (
	"bufio"
	"context"
	"crypto/x509"
	"fmt"
	"io"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// TestNetOracle runs testdata/net/*.js here and, where it is installed, in real Node
// against the same servers.
func TestNetOracle(t *testing.T) {
	t.Parallel()
	files, err := filepath.Glob("testdata/net/*.js")
	require.NoError(t, err)
	require.NotEmpty(t, files)
	for _, file := range files {
		t.Run(filepath.Base(file), func(t *testing.T) {
			t.Parallel()
			source, err := os.ReadFile(file)
			require.NoError(t, err)
			h := newHarbour(t)
			wantFile := strings.TrimSuffix(file, ".js") + ".want"
			if *update {
				require.NoError(t, os.WriteFile(wantFile, []byte(h.inNode(t, source)), 0o600))
			}
			want, err := os.ReadFile(wantFile)
			require.NoError(t, err)
			require.Equal(t, string(want), h.here(t, source))
			if _, err := exec.LookPath("node"); err == nil {
				require.Equal(t, string(want), h.inNode(t, source), "real Node disagrees")
			}
		})
	}
}

func (h *harbour) here(t *testing.T, source []byte) string {
	t.Helper()
	m := newMachine(t, nil)
	defer m.end()
	h.connect(m)
	defer func() {
		if t.Failed() {
			t.Log(h.mask(m.printed(t)))
		}
	}()
	m.run(t, h.constants()+prelude+string(source))
	requireCaught(t, m)
	return h.mask(m.printed(t))
}

// connect gives a machine the network of the test.
func (h *harbour) connect(m *machine) {
	m.realm.Dial = func(ctx context.Context, host string, port int) (net.Conn, error) {
		return (&net.Dialer{}).DialContext(ctx, "tcp", net.JoinHostPort(host, strconv.Itoa(port)))
	}
	m.realm.Roots = func() *x509.CertPool {
		pool := x509.NewCertPool()
		pool.AddCert(h.authority)
		return pool
	}
	m.realm.Insecure = broken
}

func (h *harbour) inNode(t *testing.T, source []byte) string {
	t.Helper()
	certificate := filepath.Join(t.TempDir(), "ca.pem")
	require.NoError(t, os.WriteFile(certificate, []byte(h.rootPEM), 0o600))
	cmd := exec.Command("node", "-e", h.constants()+prelude+string(source)+
		"\nprocess.on('exit', () => process.stdout.write(lines.join('\\n') + '\\n'))")
	cmd.Env = append(os.Environ(), "NODE_EXTRA_CA_CERTS="+certificate, "NODE_NO_WARNINGS=1")
	cmd.Stderr = os.Stderr
	out, err := cmd.Output()
	require.NoError(t, err)
	return h.mask(string(out))
}

// raw answers a request by its path with bytes that net/http would not send.
func raw(c net.Conn) {
	lines := bufio.NewReader(c)
	for {
		first, err := lines.ReadString('\n')
		if err != nil {
			return
		}
		if len(strings.Fields(first)) < 3 {
			return // a body that no header announced
		}
		head := []string{}
		for line := ""; line != "\r\n"; head = append(head, line) {
			if line, err = lines.ReadString('\n'); err != nil {
				return
			}
		}
		if !answerRaw(c, lines, strings.Fields(first)[1], first+strings.Join(head, "")) {
			return
		}
	}
}

// answerRaw reports whether the connection goes on.
func answerRaw(c net.Conn, lines *bufio.Reader, path, head string) bool {
	send := func(text string) { _, _ = io.WriteString(c, text) }
	switch path {
	case "/head": // what was sent, byte by byte
		send(fmt.Sprintf("HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n%s", len(head), head))
	case "/order":
		send("HTTP/1.1 200 Fine indeed\r\nx-lower: 1\r\nX-UPPER: 2\r\nSet-Cookie: a\r\nx-Lower: 3\r\nset-cookie: b\r\nContent-Length: 2\r\n\r\nok")
	case "/chunked":
		send("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nTrailer: X-Sum\r\n\r\n3\r\nabc\r\n5;ext=1\r\ndefgh\r\n0\r\nX-Sum: 8\r\n\r\n")
	case "/close":
		send("HTTP/1.1 200 OK\r\n\r\nuntil the end")
		return false
	case "/hints":
		send("HTTP/1.1 103 Early Hints\r\nLink: </x>\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nlate")
	case "/continue":
		send("HTTP/1.1 100 Continue\r\n\r\n")
		body := make([]byte, 4)
		_, _ = io.ReadFull(lines, body)
		send("HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\n" + string(body))
	case "/upgrade":
		send("HTTP/1.1 101 Switching Protocols\r\nUpgrade: echo\r\nConnection: Upgrade\r\n\r\nfirst")
		_, _ = io.Copy(c, lines)
		return false
	case "/garbage":
		send("SSH-2.0-OpenSSH\r\n\r\n")
		return false
	case "/badlength":
		send("HTTP/1.1 200 OK\r\nContent-Length: 3x\r\n\r\nabc")
		return false
	case "/both":
		send("HTTP/1.1 200 OK\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n")
		return false
	case "/badchunk":
		send("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\nabc\r\n")
		return false
	case "/huge":
		send("HTTP/1.1 200 OK\r\nX-Huge: " + strings.Repeat("x", 20000) + "\r\n\r\n")
		return false
	case "/short":
		send("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nshort")
		return false
	case "/nothing":
		send("HTTP/1.1 204 No Content\r\n\r\n")
	case "/early":
		return false
	}
	return true
}
