package packages_test

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

// inNode runs a hook in real Node, in the world w. See node/run.js.
func inNode(t *testing.T, h hook, w *world) string {
	t.Helper()
	file, err := filepath.Abs(filepath.Join("testdata", h.name+".js"))
	require.NoError(t, err)
	ports := map[string]string{}
	for port, address := range w.ports {
		ports[port] = portOf(address)
	}
	input, err := json.Marshal(map[string]any{
		"file": file, "alias": h.alias(), "ports": ports, "closed": portOf(closed), "user": json.RawMessage(newUser), "secrets": secrets(),
	})
	require.NoError(t, err)
	ctx, cancel := context.WithTimeout(t.Context(), 30*time.Second)
	defer cancel()
	cmd := exec.CommandContext(ctx, "node", "node/run.js", string(input))
	cmd.Env = append(os.Environ(), "NODE_EXTRA_CA_CERTS="+w.authority.file, "TZ=UTC", "NODE_PATH=", "HOME="+t.TempDir())
	var faults strings.Builder
	cmd.Stderr = &faults
	out, err := cmd.Output()
	require.NoError(t, err, "%s%s", faults.String(), w.takeSeen())
	var said struct {
		Answered bool
		Result   json.RawMessage
		Error    string
		Threw    string
		Console  []string
	}
	require.NoError(t, json.Unmarshal(out, &said), "%s%s", out, faults.String())
	require.Empty(t, said.Threw)
	return account{answered: said.Answered, result: said.Result, failure: said.Error, console: said.Console, sent: w.takeSeen()}.String()
}

// nodeIs20 reports whether the Node that wrote the .want files can be asked again.
func nodeIs20(t *testing.T) bool {
	t.Helper()
	version, err := exec.CommandContext(t.Context(), "node", "--version").Output()
	if err != nil || !strings.HasPrefix(string(version), "v20.") {
		t.Logf("NODE IS NOT ASKED: this takes Node 20 (found %q); runs here are compared with what it wrote", version)
		return false
	}
	return true
}

func portOf(address string) string {
	return address[strings.LastIndex(address, ":")+1:]
}

// account is how a run went, in the form of the .want files.
type account struct {
	answered bool
	result   json.RawMessage
	failure  string
	console  []string
	sent     string
}

func (a account) String() string {
	var text strings.Builder
	switch {
	case !a.answered:
		text.WriteString("no answer\n")
	case a.failure != "":
		fmt.Fprintf(&text, "error %s\n", a.failure)
	default:
		fmt.Fprintf(&text, "result %s\n", indented(a.result))
	}
	for _, line := range a.console {
		fmt.Fprintf(&text, "console %s\n", line)
	}
	return addresses.Replace(text.String()) + "\n" + a.sent
}

// indented keeps the order of members.
func indented(result json.RawMessage) string {
	var pretty bytes.Buffer
	_ = json.Indent(&pretty, result, "", "  ")
	return pretty.String()
}

// addresses hides where connections were refused: here an error names the host, because
// it is not for hooks to know which address the gate chose.
var addresses = strings.NewReplacer(closed, "<address>", "refused.example.com:443", "<address>")
