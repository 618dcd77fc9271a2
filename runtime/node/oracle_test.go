package node

import (
	"errors"
	"flag"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/hookline/hookline/runtime/loop"
)

var update = flag.Bool("update", false, "write what real Node prints to testdata/js/*.want")

// prelude gives a script show(() => expression): a line with the value, or with
// what was thrown. It runs alike in Node and here.
const prelude = `
globalThis.lines = [];
function print(line) { lines.push(line); }
function show(f) {
  var value;
  try {
    value = f();
    value = typeof value === 'string' ? value : JSON.stringify(value);
  } catch (e) {
    value = 'throws ' + e.name + ' ' + e.code + ': ' + e.message;
  }
  print(value);
}
`

// TestOracle runs testdata/js/*.js on our modules and compares what they print with
// the .want file beside each, which real Node wrote. Where Node is installed it is
// asked again.
func TestOracle(t *testing.T) {
	t.Parallel()
	files, err := filepath.Glob("testdata/js/*.js")
	require.NoError(t, err)
	require.NotEmpty(t, files)
	for _, file := range files {
		t.Run(filepath.Base(file), func(t *testing.T) {
			t.Parallel()
			source, err := os.ReadFile(file)
			require.NoError(t, err)
			wantFile := strings.TrimSuffix(file, ".js") + ".want"
			if *update {
				require.NoError(t, os.WriteFile(wantFile, askNode(t, source), 0o600))
			}
			want, err := os.ReadFile(wantFile)
			require.NoError(t, err)
			require.Equal(t, string(want), runHere(t, source))
			if _, err := exec.LookPath("node"); err == nil {
				require.Equal(t, string(want), string(askNode(t, source)), "real Node disagrees")
			}
		})
	}
}

func runHere(t *testing.T, source []byte) string {
	t.Helper()
	m := newMachine(t, nil)
	defer m.end()
	m.run(t, prelude+string(source))
	requireCaught(t, m)
	return m.printed(t)
}

// requireCaught fails with what nobody caught.
func requireCaught(t *testing.T, m *machine) {
	t.Helper()
	for _, err := range m.uncaught {
		var rejection *loop.Rejection
		if errors.As(err, &rejection) {
			require.Fail(t, "unhandled rejection", "%v", rejection.Value)
		}
		require.NoError(t, err)
	}
}

// printed is what the prelude's print was given.
func (m *machine) printed(t *testing.T) string {
	t.Helper()
	var lines []string
	require.NoError(t, m.vm.ExportTo(m.vm.Get("lines"), &lines))
	return strings.Join(lines, "\n") + "\n"
}

func askNode(t *testing.T, source []byte) []byte {
	t.Helper()
	cmd := exec.Command("node", "-e", prelude+string(source)+
		"\nprocess.on('exit', () => process.stdout.write(lines.join('\\n') + '\\n'))")
	cmd.Env = append(os.Environ(), "TZ=UTC") // as in a worker
	cmd.Stderr = os.Stderr
	out, err := cmd.Output()
	require.NoError(t, err)
	return out
}
