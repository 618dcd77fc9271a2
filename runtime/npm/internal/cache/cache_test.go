package cache

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

// The hashes of "hello".
const (
	hello512 = Integrity("sha512-m3HSJL1i83hdltRq0+o9czGb+8KJDKra4t/3JRlnPKcjI8PZm6XBHXx6zG4UuMXaDEZjR1wuXDre9G9zvN7AQw==")
	hello1   = Integrity("sha1-qvTGHdzF6KLavt4PO0gs2a6pQ00=")
)

func open(t *testing.T) *Cache {
	t.Helper()
	c, err := Open(t.TempDir())
	require.NoError(t, err)
	return c
}

func content(t *testing.T, c *Cache, i Integrity) string {
	t.Helper()
	file, err := c.Content(i)
	require.NoError(t, err)
	defer file.Close()
	text, err := io.ReadAll(file)
	require.NoError(t, err)
	return string(text)
}

func TestParseIntegrity(t *testing.T) {
	t.Parallel()
	require.Equal(t, hello512, ParseIntegrity(string(hello512), ""))
	require.Equal(t, hello512, ParseIntegrity(string(hello1)+" "+string(hello512)+"?opt", "x"), "the strongest")
	require.Equal(t, hello1, ParseIntegrity("", "aaf4c61ddcc5e8a2dabede0f3b482cd9aea9434d"))
	require.Equal(t, hello1, ParseIntegrity("md5-XXXX sha512-short", "aaf4c61ddcc5e8a2dabede0f3b482cd9aea9434d"))
	for _, none := range []string{"", "sha512-", "sha512-AAAA", "sha1-!", "nonsense"} {
		require.Empty(t, ParseIntegrity(none, "aaf4"), none)
	}
}

func TestAdd(t *testing.T) {
	t.Parallel()
	c := open(t)
	_, err := c.Content(hello512)
	require.ErrorIs(t, err, fs.ErrNotExist)
	for _, want := range []Integrity{hello512, hello1} {
		got, err := c.Add(want, strings.NewReader("hello"))
		require.NoError(t, err)
		require.Equal(t, hello512, got)
		require.Equal(t, "hello", content(t, c, got))
		known, ok := c.Known(want)
		require.True(t, ok)
		require.Equal(t, hello512, known)
	}
	_, err = c.Add(hello512, strings.NewReader("hullo"))
	require.ErrorIs(t, err, ErrMismatch)
	_, err = c.Add("", strings.NewReader("hello"))
	require.ErrorIs(t, err, ErrMismatch)
	broken := errors.New("broken")
	_, err = c.Add(hello512, io.MultiReader(strings.NewReader("hel"), errorReader{broken}))
	require.ErrorIs(t, err, broken)
	left, err := os.ReadDir(c.path("tmp", ""))
	require.NoError(t, err)
	require.Empty(t, left, "nothing unfinished is left")
}

type errorReader struct{ err error }

func (e errorReader) Read([]byte) (int, error) { return 0, e.err }

func TestChangedContentIsAbsent(t *testing.T) {
	t.Parallel()
	c := open(t)
	_, err := c.Add(hello512, strings.NewReader("hello"))
	require.NoError(t, err)
	path := c.path("content", hello512.file())
	require.NoError(t, os.WriteFile(path, []byte("hullo"), 0o600))
	_, err = c.Content(hello512)
	require.ErrorIs(t, err, fs.ErrNotExist)
	require.NoFileExists(t, path)
	_, err = c.Content("sha1-anything")
	require.ErrorIs(t, err, fs.ErrNotExist, "only the strong hash finds content")
}

// TestManyWriters: whoever reads finds all of it, or nothing.
func TestManyWriters(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	var group sync.WaitGroup
	for range 8 {
		group.Go(func() {
			c, err := Open(dir) // as another process would
			if err != nil {
				t.Error(err)
				return
			}
			for range 50 {
				if _, err := c.Add(hello512, strings.NewReader("hello")); err != nil {
					t.Error(err)
				}
				if file, err := c.Content(hello512); err != nil {
					t.Error(err)
				} else {
					_ = file.Close()
				}
				if err := c.SetPackument("p", []byte("text")); err != nil {
					t.Error(err)
				}
				if text, ok := c.Packument("p"); !ok || string(text) != "text" {
					t.Errorf("read %q", text)
				}
			}
		})
	}
	group.Wait()
}

func TestPackuments(t *testing.T) {
	t.Parallel()
	c := open(t)
	require.NoError(t, c.SetPackument("p", []byte("old")))
	require.NoError(t, c.SetPackument("p", []byte("new")))
	text, ok := c.Packument("p")
	require.True(t, ok)
	require.Equal(t, "new", string(text))
	_, ok = c.Packument("../p")
	require.False(t, ok)
}

// TestPrune: what was used longest ago goes first; what is unfinished stays while somebody
// may write to it.
func TestPrune(t *testing.T) {
	t.Parallel()
	c := open(t)
	for age := range 5 {
		name := fmt.Sprint("p", age)
		require.NoError(t, c.SetPackument(name, make([]byte, 100)))
		used := time.Now().Add(-time.Duration(age) * time.Minute)
		require.NoError(t, os.Chtimes(c.packumentPath(name), used, used))
	}
	fresh, old := c.path("tmp", "new-1"), c.path("tmp", "new-2")
	for _, path := range []string{fresh, old} {
		require.NoError(t, os.WriteFile(path, nil, 0o600))
	}
	yesterday := time.Now().Add(-24 * time.Hour)
	require.NoError(t, os.Chtimes(old, yesterday, yesterday))

	left, err := c.Prune(250)
	require.NoError(t, err)
	require.EqualValues(t, 200, left)
	for age := range 5 {
		_, there := c.Packument(fmt.Sprint("p", age))
		require.Equal(t, age < 2, there, age)
	}
	_, there := c.Packument("p1") // now used after p0
	require.True(t, there)
	_, err = c.Prune(100)
	require.NoError(t, err)
	require.NoFileExists(t, c.packumentPath("p0"))
	require.FileExists(t, c.packumentPath("p1"))
	require.FileExists(t, fresh)
	require.NoFileExists(t, old)
}

func TestOpen(t *testing.T) {
	t.Parallel()
	file := filepath.Join(t.TempDir(), "file")
	require.NoError(t, os.WriteFile(file, nil, 0o600))
	_, err := Open(file)
	require.Error(t, err)
}
