package main

import (
	"testing"

	"github.com/stretchr/testify/require"
)

func TestByteSize(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]byteSize{"128MiB": 128 << 20, "1 GiB": 1 << 30, "512KiB": 512 << 10, "1000": 1000} {
		var got byteSize
		require.NoError(t, got.Set(text))
		require.Equal(t, want, got)
		var again byteSize
		require.NoError(t, again.Set(got.String()))
		require.Equal(t, want, again)
	}
	for _, text := range []string{"", "MiB", "-1", "0", "1.5GiB", "128MB", "9999999999GiB"} {
		require.ErrorContains(t, new(byteSize).Set(text), "128MiB", text)
	}
}
