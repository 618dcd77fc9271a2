package npmtest

import (
	"archive/tar"
	"bytes"
	"compress/gzip"
	"crypto/sha1"
	"crypto/sha512"
	"encoding/base64"
	"encoding/hex"
	"maps"
	"slices"
)

// Tarball packs files as npm does, below the folder package.
func Tarball(files map[string]string) []byte {
	var entries []Entry
	for _, name := range slices.Sorted(maps.Keys(files)) {
		entries = append(entries, Entry{Header: tar.Header{Name: "package/" + name}, Content: files[name]})
	}
	return Pack(entries...)
}

// Entry is one of an archive. Mode and size need not be given.
type Entry struct {
	Header  tar.Header
	Content string
}

// Pack packs anything, also what no publisher would.
func Pack(entries ...Entry) []byte {
	var out bytes.Buffer
	zip := gzip.NewWriter(&out)
	archive := tar.NewWriter(zip)
	for _, e := range entries {
		h := e.Header
		if h.Typeflag == 0 {
			h.Typeflag = tar.TypeReg
		}
		if h.Mode == 0 {
			h.Mode = 0o644
		}
		h.Size = int64(len(e.Content))
		if err := archive.WriteHeader(&h); err != nil {
			panic(err)
		}
		if _, err := archive.Write([]byte(e.Content)); err != nil {
			panic(err)
		}
	}
	if err := archive.Close(); err != nil {
		panic(err)
	}
	if err := zip.Close(); err != nil {
		panic(err)
	}
	return out.Bytes()
}

// Integrity is the SHA-512 of a tarball, as a packument has it.
func Integrity(tarball []byte) string {
	sum := sha512.Sum512(tarball)
	return "sha512-" + base64.StdEncoding.EncodeToString(sum[:])
}

// Shasum is the SHA-1 of a tarball, as old packuments have it.
func Shasum(tarball []byte) string {
	sum := sha1.Sum(tarball)
	return hex.EncodeToString(sum[:])
}
