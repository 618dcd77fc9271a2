package tarball

import (
	"archive/tar"
	"bytes"
	"compress/gzip"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/hookline/hookline/runtime/npm/npmtest"
)

func entry(name string) npmtest.Entry { return npmtest.Entry{Header: tar.Header{Name: name}} }

func typed(name string, kind byte, target string) npmtest.Entry {
	return npmtest.Entry{Header: tar.Header{Name: name, Typeflag: kind, Linkname: target}}
}

var manifest = npmtest.Entry{Header: tar.Header{Name: "package/package.json"}, Content: `{"name": "a"}`}

func unpack(t *testing.T, archive []byte, limits Limits) (dir string, err error) {
	t.Helper()
	dir = t.TempDir()
	root, err := os.OpenRoot(dir)
	require.NoError(t, err)
	defer root.Close()
	return dir, Unpack(bytes.NewReader(archive), root, "in", limits, func(string) bool { return true }, func(int64) error { return nil })
}

// TestRefused: Inspect and Unpack refuse the same, and nothing is written outside.
func TestRefused(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		entries []npmtest.Entry
		reason  string
	}{
		"parent":                  {[]npmtest.Entry{entry("package/../../x")}, "outside"},
		"parent at once":          {[]npmtest.Entry{entry("../x")}, "outside"},
		"parent as first part":    {[]npmtest.Entry{entry("../../../x")}, "outside"},
		"parent behind":           {[]npmtest.Entry{entry("package/a/b/../../../x")}, "outside"},
		"absolute":                {[]npmtest.Entry{entry("/etc/x")}, "absolute"},
		"backslash":               {[]npmtest.Entry{entry(`package\..\x`)}, "bad path"},
		"long path":               {[]npmtest.Entry{entry("package/" + strings.Repeat("a/", 300) + "x")}, "bad path"},
		"long name":               {[]npmtest.Entry{entry("package/" + strings.Repeat("a", 256))}, "name of more than 255"},
		"deep path":               {[]npmtest.Entry{entry("package/" + strings.Repeat("a/", 40) + "x")}, "deep"},
		"device":                  {[]npmtest.Entry{typed("package/null", tar.TypeChar, "")}, "no file"},
		"block device":            {[]npmtest.Entry{typed("package/disk", tar.TypeBlock, "")}, "no file"},
		"pipe":                    {[]npmtest.Entry{typed("package/pipe", tar.TypeFifo, "")}, "no file"},
		"case":                    {[]npmtest.Entry{entry("package/a.js"), entry("package/A.js")}, "one file on some machines"},
		"case of other letters":   {[]npmtest.Entry{entry("package/straße"), entry("package/STRASSE")}, "one file on some machines"},
		"file and folder":         {[]npmtest.Entry{entry("package/a"), entry("package/a/b")}, "as a file and as a folder"},
		"folder and file":         {[]npmtest.Entry{entry("package/a/b"), entry("package/A")}, "as a file and as a folder"},
		"more files than allowed": {[]npmtest.Entry{entry("package/1"), entry("package/2"), entry("package/3"), entry("package/4")}, "more than 4 files"},
		"more bytes than allowed": {[]npmtest.Entry{{Header: tar.Header{Name: "package/1"}, Content: strings.Repeat("x", 1<<20)}, {Header: tar.Header{Name: "package/2"}, Content: "x"}}, "more than 1 MiB"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			limits := Limits{Files: 4, UnpackedBytes: 1 << 20}
			archive := npmtest.Pack(append([]npmtest.Entry{manifest}, test.entries...)...)
			_, err := Inspect(bytes.NewReader(archive), limits)
			require.ErrorContains(t, err, test.reason)
			dir, err := unpack(t, archive, limits)
			require.ErrorContains(t, err, test.reason)
			found, err := os.ReadDir(dir)
			require.NoError(t, err)
			require.Len(t, found, 1)
		})
	}
}

// TestBomb: what grows while it is unpacked is not read to its end.
func TestBomb(t *testing.T) {
	t.Parallel()
	var bomb bytes.Buffer
	zip := gzip.NewWriter(&bomb)
	zeros := make([]byte, 1<<20)
	for range 8 {
		_, _ = zip.Write(zeros)
	}
	require.NoError(t, zip.Close())
	for name, archive := range map[string][]byte{
		"nothing but zeros":  bomb.Bytes(),
		"size that is a lie": npmtest.Pack(npmtest.Entry{Header: tar.Header{Name: "package/x"}, Content: strings.Repeat("\x00", 2<<20)}),
		"long name":          npmtest.Pack(npmtest.Entry{Header: tar.Header{Name: "package/" + strings.Repeat("x", 900<<10)}}),
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			_, err := Inspect(bytes.NewReader(archive), Limits{Files: 10, UnpackedBytes: 1 << 20})
			require.Error(t, err)
		})
	}
}

func TestUnpack(t *testing.T) {
	t.Parallel()
	archive := npmtest.Pack(
		typed("package/", tar.TypeDir, ""),
		npmtest.Entry{Header: tar.Header{Name: "package/package.json", Mode: 0o7777}, Content: "old"},
		npmtest.Entry{Header: tar.Header{Name: "other-first-part/lib/a.js", Mode: 0o000}, Content: "a"},
		typed("package/link", tar.TypeSymlink, "/etc/passwd"),
		typed("package/hard", tar.TypeLink, "package/package.json"),
		npmtest.Entry{Header: tar.Header{Name: "./package/./b.js"}, Content: "b"},
		npmtest.Entry{Header: tar.Header{Name: "package/package.json"}, Content: "new"},
		npmtest.Entry{Header: tar.Header{Name: "loose"}, Content: "has no first part to take off"},
	)
	dir, err := unpack(t, archive, Limits{})
	require.NoError(t, err)
	for name, want := range map[string]string{"package.json": "new", "lib/a.js": "a"} {
		path := filepath.Join(dir, "in", name)
		got, err := os.ReadFile(path)
		require.NoError(t, err)
		require.Equal(t, want, string(got))
		info, err := os.Stat(path)
		require.NoError(t, err)
		require.Equal(t, os.FileMode(0o644), info.Mode())
	}
	for _, absent := range []string{"link", "hard", "loose"} {
		_, err := os.Lstat(filepath.Join(dir, "in", absent))
		require.ErrorIs(t, err, os.ErrNotExist, absent)
	}
	require.FileExists(t, filepath.Join(dir, "in", "b.js"))
}

// TestUnpackOverALink: a link that somebody put there leads nowhere.
func TestUnpackOverALink(t *testing.T) {
	t.Parallel()
	outside, dir := t.TempDir(), t.TempDir()
	require.NoError(t, os.Mkdir(filepath.Join(dir, "in"), 0o750))
	require.NoError(t, os.Symlink(outside, filepath.Join(dir, "in", "lib")))
	root, err := os.OpenRoot(dir)
	require.NoError(t, err)
	defer root.Close()
	archive := npmtest.Tarball(map[string]string{"lib/a.js": "a"})
	require.Error(t, Unpack(bytes.NewReader(archive), root, "in", Limits{}, func(string) bool { return true }, func(int64) error { return nil }))
	found, err := os.ReadDir(outside)
	require.NoError(t, err)
	require.Empty(t, found)
}

func TestUnpackStops(t *testing.T) {
	t.Parallel()
	root, err := os.OpenRoot(t.TempDir())
	require.NoError(t, err)
	defer root.Close()
	full := errors.New("full")
	err = Unpack(bytes.NewReader(npmtest.Tarball(map[string]string{"a": "1"})), root, "in", Limits{}, func(string) bool { return true }, func(int64) error { return full })
	require.ErrorIs(t, err, full)
}

func TestNative(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		files  map[string]string
		native bool
	}{
		"nothing":              {map[string]string{"package.json": `{"main": "index.js"}`}, false},
		"recipe":               {map[string]string{"package.json": `{}`, "binding.gyp": ""}, true},
		"recipe of an example": {map[string]string{"package.json": `{}`, "examples/binding.gyp": ""}, false},
		"gypfile":              {map[string]string{"package.json": `{"gypfile": true}`}, true},
		"no gypfile":           {map[string]string{"package.json": `{"gypfile": false}`}, false},
		"node-gyp":             {map[string]string{"package.json": `{"scripts": {"install": "node-gyp rebuild"}}`}, true},
		"prebuild-install":     {map[string]string{"package.json": `{"scripts": {"install": "prebuild-install -r napi || true"}}`}, true},
		"node-pre-gyp":         {map[string]string{"package.json": `{"scripts": {"preinstall": "x && node-pre-gyp install --fallback-to-build"}}`}, true},
		"main":                 {map[string]string{"package.json": `{"main": "lib/x.node"}`}, true},
		"a script like others": {map[string]string{"package.json": `{"scripts": {"postinstall": "node ./thanks.js", "build": "node-gyp rebuild"}}`}, false},
		"a byte order mark":    {map[string]string{"package.json": "\ufeff{}"}, false},
	} {
		c, err := Inspect(bytes.NewReader(npmtest.Tarball(test.files)), Limits{})
		require.NoError(t, err, name)
		require.Equal(t, test.native, c.Native != "", "%s: %s", name, c.Native)
	}
	_, err := Inspect(bytes.NewReader(npmtest.Tarball(map[string]string{"index.js": ""})), Limits{})
	require.ErrorContains(t, err, "no package.json")
	_, err = Inspect(bytes.NewReader(npmtest.Tarball(map[string]string{"package.json": "{"})), Limits{})
	require.ErrorContains(t, err, "package.json cannot be read")
}

// FuzzUnpack: whatever the archive, what is written lies inside, and Inspect has found
// the same fault before.
func FuzzUnpack(f *testing.F) {
	f.Add(npmtest.Pack(manifest, entry("package/lib/a.js"), typed("package/l", tar.TypeSymlink, "/etc")), false)
	f.Add(npmtest.Pack(entry("package/../x")), false)
	f.Add([]byte("not gzip"), false)
	plain := npmtest.Pack(manifest, entry("package/node_modules/@a/b/package.json"))
	unzipped, err := gzip.NewReader(bytes.NewReader(plain))
	require.NoError(f, err)
	var inner bytes.Buffer
	_, err = inner.ReadFrom(unzipped)
	require.NoError(f, err)
	f.Add(inner.Bytes(), true)
	f.Fuzz(func(t *testing.T, archive []byte, zip bool) {
		if zip { // so that the fuzzer reaches tar
			var out bytes.Buffer
			w := gzip.NewWriter(&out)
			_, _ = w.Write(archive)
			_ = w.Close()
			archive = out.Bytes()
		}
		limits := Limits{Files: 50, UnpackedBytes: 1 << 20}
		_, inspected := Inspect(bytes.NewReader(archive), limits)
		if inspected != nil && strings.Contains(inspected.Error(), "archive") {
			return // nothing to unpack, which takes time
		}
		dir, unpacked := unpack(t, archive, limits)
		if inspected == nil {
			require.NoError(t, unpacked)
		}
		found, err := os.ReadDir(dir)
		require.NoError(t, err)
		require.LessOrEqual(t, len(found), 1)
	})
}
