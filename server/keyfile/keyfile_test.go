package keyfile

import (
	"errors"
	"os"
	"path/filepath"
	"sync"
	"testing"

	"github.com/stretchr/testify/require"
)

func text(s string) func() ([]byte, error) {
	return func() ([]byte, error) { return []byte(s), nil }
}

func TestCreatesOnce(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "key")

	content, made, err := ReadOrCreate(path, text("one"))
	require.NoError(t, err)
	require.True(t, made)
	require.Equal(t, "one", string(content))

	content, made, err = ReadOrCreate(path, text("two"))
	require.NoError(t, err)
	require.False(t, made)
	require.Equal(t, "one", string(content))

	info, err := os.Stat(path)
	require.NoError(t, err)
	require.Equal(t, os.FileMode(0o600), info.Mode())
	left, err := os.ReadDir(filepath.Dir(path))
	require.NoError(t, err)
	require.Len(t, left, 1, "no file is left beside it")
}

func TestTwoAtOnceGetTheSame(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "key")
	var meet, end sync.WaitGroup
	meet.Add(2)
	got := make([]string, 2)
	for i, own := range []string{"one", "two"} {
		end.Go(func() {
			content, _, err := ReadOrCreate(path, func() ([]byte, error) {
				meet.Done()
				meet.Wait() // both saw that there is no file
				return []byte(own), nil
			})
			if err == nil {
				got[i] = string(content)
			}
		})
	}
	end.Wait()
	require.NotEmpty(t, got[0])
	require.Equal(t, got[0], got[1])
}

func TestRefuses(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		lay  func(path string) error
		says string
	}{
		"readable by others": {func(p string) error {
			return errors.Join(os.WriteFile(p, []byte("x"), 0o600), os.Chmod(p, 0o640))
		}, "chmod 600"},
		"a link": {func(p string) error {
			return errors.Join(os.WriteFile(p+"2", []byte("x"), 0o600), os.Symlink(p+"2", p))
		}, "symbolic link"},
		"a directory": {func(p string) error { return os.Mkdir(p, 0o700) }, "not a regular file"},
		"too large":   {func(p string) error { return os.WriteFile(p, make([]byte, maxSize+1), 0o600) }, "larger than"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			path := filepath.Join(t.TempDir(), "key")
			require.NoError(t, c.lay(path))
			_, made, err := ReadOrCreate(path, text("new"))
			require.ErrorContains(t, err, c.says)
			require.False(t, made)
		})
	}
}

func TestNoDirectory(t *testing.T) {
	t.Parallel()
	_, _, err := ReadOrCreate(filepath.Join(t.TempDir(), "missing", "key"), text("x"))
	require.ErrorIs(t, err, os.ErrNotExist)
}
