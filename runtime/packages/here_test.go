package packages_test

import (
	"bytes"
	"context"
	"crypto/tls"
	"encoding/json"
	"net"
	"net/http"
	"path/filepath"
	"regexp"
	"slices"
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
	program, err := runtime.Compile(bundled(t, h) + h.source)
	require.NoError(t, err)
	out := runtime.New(runtime.Config{Transport: transport}).Run(t.Context(), runtime.Input{
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

// required finds what a hook requires.
var required = regexp.MustCompile(`\brequire\('([^']+)'\)`)

// bundled defines a require that has the hook's packages.
func bundled(t testing.TB, h hook) string {
	t.Helper()
	dir, err := filepath.Abs(".")
	require.NoError(t, err)
	p := bundle.Packages{Dir: dir, MaxBytes: 64 << 20}
	for _, m := range required.FindAllStringSubmatch(h.source, -1) {
		p.Specifiers = append(p.Specifiers, h.renamed(m[1]))
	}
	set, err := bundle.BundlePackages(p)
	require.NoError(t, err)
	require.Empty(t, set.Missing)
	for _, b := range set.Broken {
		t.Log("broken", b)
	}
	for _, specifier := range slices.Compact(p.Specifiers) {
		if h.folder != h.pkg {
			set.Script = bytes.ReplaceAll(set.Script, []byte(`  "`+specifier+`": () =>`), []byte(`  "`+h.named(specifier)+`": () =>`))
		}
	}
	return "const require = (function (core) { const module = { exports: {} }; (function (module, exports, require) {\n" + string(set.Script) +
		"\n})(module, module.exports, core); return (name) => module.exports[name] ? module.exports[name]() : core(name); })(globalThis.require);\n"
}

func (h hook) renamed(specifier string) string {
	if specifier == h.pkg || strings.HasPrefix(specifier, h.pkg+"/") {
		return h.folder + specifier[len(h.pkg):]
	}
	return specifier
}

func (h hook) named(specifier string) string {
	if specifier == h.folder || strings.HasPrefix(specifier, h.folder+"/") {
		return h.pkg + specifier[len(h.folder):]
	}
	return specifier
}

func (w *world) transport() *http.Transport {
	return &http.Transport{
		DisableCompression: true,
		TLSClientConfig:    &tls.Config{RootCAs: w.authority.roots(), MinVersion: tls.VersionTLS12},
		DialContext: func(ctx context.Context, network, address string) (net.Conn, error) {
			host, port, err := net.SplitHostPort(address)
			if err != nil {
				return nil, err
			}
			if strings.HasSuffix(host, ".invalid") {
				return nil, &net.DNSError{Err: "no such host", Name: host, IsNotFound: true}
			}
			return (&net.Dialer{}).DialContext(ctx, network, w.dialed(host, port))
		},
	}
}
