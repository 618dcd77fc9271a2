package packages_test

import (
	"context"
	"crypto/tls"
	"encoding/json"
	"net"
	"net/http"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/hookline/hookline/runtime"
	"github.com/hookline/hookline/runtime/bundle"
	"github.com/hookline/hookline/scripts"
)

// here runs a hook in this runtime, in the world w.
func here(t *testing.T, h hook, w *world) string {
	t.Helper()
	transport := w.transport()
	defer transport.CloseIdleConnections()
	program := h.program(t)
	out := runtime.New(runtime.Config{Transport: transport, Dial: w.dial, Resolve: w.resolve, Roots: w.authority.roots}).Run(t.Context(), runtime.Input{
		Program: program,
		Trigger: scripts.PostUserRegistration,
		Payload: json.RawMessage(`{"user":` + newUser + `,"context":{}}`),
		Secrets: secrets(),
		Limits:  runtime.Limits{JS: 20 * time.Second},
	})
	told := account{answered: out.AnsweredMS != nil, result: out.Result, sent: w.takeSeen()}
	if out.AnsweredMS != nil && out.Result == nil && out.Error == nil {
		told.result = json.RawMessage("null")
	}
	if out.Error != nil {
		told.failure = out.Error.Name + ": " + out.Error.Message
		t.Log(out.Error.Stack)
	}
	for _, line := range out.Console {
		told.console = append(told.console, line.Level+" "+line.Text)
	}
	for _, text := range out.Warnings {
		t.Log("warning: " + text)
	}
	return told.String()
}

// program is the hook with its packages, made as a deployment makes it.
func (h hook) program(t testing.TB) *runtime.Program {
	t.Helper()
	made, err := bundle.MakeHook(bundle.OneFile(h.source))
	require.NoError(t, err)
	program, err := made.Script.Compile()
	require.NoError(t, err)
	packages, err := runtime.CompilePackages(string(h.bundle(t, made.Requires)))
	require.NoError(t, err)
	program.Use(packages)
	return program
}

// bundle joins what the hook requires. The folder of an alias stands under its real
// name in the result, as it would in a tree of its own.
func (h hook) bundle(t testing.TB, requires bundle.Requires) []byte {
	t.Helper()
	dir, err := filepath.Abs(".")
	require.NoError(t, err)
	p := bundle.Packages{Dir: dir, MaxBytes: 64 << 20}
	for _, specifier := range slices.Concat(requires.Needed, requires.Optional) {
		if specifier == h.pkg || strings.HasPrefix(specifier, h.pkg+"/") {
			specifier = h.folder + specifier[len(h.pkg):]
		}
		p.Specifiers = append(p.Specifiers, specifier)
	}
	set, err := bundle.BundlePackages(p)
	require.NoError(t, err)
	require.Empty(t, set.Missing)
	for _, broken := range set.Broken {
		t.Log("not bundled: " + broken.File + ": " + broken.Reason)
	}
	keys := regexp.MustCompile(`(?m)^(\s*)"` + regexp.QuoteMeta(h.folder) + `((?:/[^"]*)?)":`)
	split, err := bundle.Split(keys.ReplaceAll(set.Script, []byte(`$1"`+h.pkg+`$2":`)))
	require.NoError(t, err)
	return split
}

func (w *world) transport() *http.Transport {
	return &http.Transport{
		DisableCompression: true,
		TLSClientConfig:    &tls.Config{RootCAs: w.authority.roots(), MinVersion: tls.VersionTLS12},
		DialContext: func(ctx context.Context, _, address string) (net.Conn, error) {
			host, port, err := net.SplitHostPort(address)
			if err != nil {
				return nil, err
			}
			number, err := strconv.Atoi(port)
			if err != nil {
				return nil, err
			}
			return w.dial(ctx, host, number)
		},
	}
}

// dial is what node/run.js does to Node's sockets.
func (w *world) dial(ctx context.Context, host string, port int) (net.Conn, error) {
	if strings.HasSuffix(host, ".invalid") {
		return nil, &net.DNSError{Err: "no such host", Name: host, IsNotFound: true}
	}
	return (&net.Dialer{}).DialContext(ctx, "tcp", w.dialed(host, strconv.Itoa(port)))
}

// resolve says that every host is this machine.
func (w *world) resolve(_ context.Context, record, name string) ([]string, error) {
	if record != "A" || strings.HasSuffix(name, ".invalid") {
		return nil, &net.DNSError{Err: "no such host", Name: name, IsNotFound: true}
	}
	return []string{"127.0.0.1"}, nil
}
