// Package tarball reads the archives of npm packages, every byte of which is a stranger's:
// gzip and tar, of a size and number of files that is bounded while it is read.
//
// As npm does, it takes the first component off every path, leaves links out and ignores
// modes. Unlike npm it refuses what no publisher writes by accident: paths that leave the
// package, devices, names that differ only in case.
package tarball

import (
	"archive/tar"
	"compress/gzip"
	"errors"
	"io"
	"path"
	"strings"

	"github.com/hookline/hookline/runtime/npm/internal/fault"
)

// Limits bound one package. The zero value has the defaults.
type Limits struct {
	Files         int   // default 20,000
	UnpackedBytes int64 // default 256 MiB
}

// MaxPackedBytes bounds a tarball as it is downloaded.
const MaxPackedBytes = 64 << 20

const (
	maxPathBytes = 512
	maxNameBytes = 255 // of one part, as file systems have it
	maxPathDepth = 32
	// maxOverhead bounds, per file, what tar may hold beside the content: headers, long
	// names, padding.
	maxOverhead = 8 << 10
)

func (l Limits) files() int {
	if l.Files == 0 {
		return 20_000
	}
	return l.Files
}

func (l Limits) unpackedBytes() int64 {
	if l.UnpackedBytes == 0 {
		return 256 << 20
	}
	return l.UnpackedBytes
}

// walk calls each for the files of a package, in the order of the archive; name has no
// first component, slashes, and stays inside. What each does not read is skipped. Errors
// that are a package's fault name what, not whose.
func walk(r io.Reader, limits Limits, each func(name string, size int64, r io.Reader) error) error {
	unzipped, err := gzip.NewReader(r)
	if err != nil {
		return fault.Invalid("it is not a gzip archive: %v", err)
	}
	// Also what is skipped has to be unpacked, so it counts.
	budget := &budget{r: unzipped, left: limits.unpackedBytes() + int64(limits.files())*maxOverhead}
	archive := tar.NewReader(budget)
	names := newNames()
	files, bytes := 0, int64(0)
	for {
		header, err := archive.Next()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return budget.explain(err, limits)
		}
		if files++; files > limits.files() {
			return fault.Invalid("it has more than %d files", limits.files())
		}
		if bytes += header.Size; header.Size < 0 || bytes > limits.unpackedBytes() {
			return fault.Invalid("it has more than %d MiB unpacked", limits.unpackedBytes()>>20)
		}
		regular, err := isFile(header)
		if err != nil {
			return err
		}
		name, err := inside(header.Name)
		if err != nil {
			return err
		}
		if !regular || name == "" {
			continue
		}
		if err := names.add(name); err != nil {
			return err
		}
		if err := each(name, header.Size, archive); err != nil {
			return budget.explain(err, limits)
		}
	}
}

// isFile says false for what is left out.
func isFile(h *tar.Header) (bool, error) {
	switch h.Typeflag {
	case tar.TypeReg:
		return true, nil
	case tar.TypeDir, tar.TypeSymlink, tar.TypeLink, tar.TypeXGlobalHeader:
		return false, nil
	}
	return false, fault.Invalid("it has %q, which is no file but of type %q", shorten(h.Name), h.Typeflag)
}

// inside takes off the first component and checks the rest.
func inside(name string) (string, error) {
	if strings.ContainsAny(name, "\\\x00") || len(name) > maxPathBytes {
		return "", fault.Invalid("it has a file with a bad path, %q", shorten(name))
	}
	if strings.HasPrefix(name, "/") {
		return "", fault.Invalid("it has a file with an absolute path, %q", shorten(name))
	}
	name = strings.TrimPrefix(name, "./")
	_, rest, _ := strings.Cut(strings.TrimLeft(name, "/"), "/")
	for part := range strings.SplitSeq(name, "/") {
		if part == ".." {
			return "", fault.Invalid("it has a file outside of the package, %q", shorten(name))
		}
		if len(part) > maxNameBytes {
			return "", fault.Invalid("it has a file with a name of more than %d bytes, %q", maxNameBytes, shorten(name))
		}
	}
	rest = strings.TrimPrefix(path.Clean("/"+rest), "/")
	if strings.Count(rest, "/") >= maxPathDepth {
		return "", fault.Invalid("it has folders more than %d deep, %q", maxPathDepth, shorten(name))
	}
	return rest, nil
}

func shorten(name string) string {
	if len(name) > 80 {
		return name[:80] + "…"
	}
	return name
}

// budget reads at most so many bytes, whatever gzip makes of its input.
type budget struct {
	r    io.Reader
	left int64
}

var errBudget = errors.New("too large")

func (b *budget) Read(p []byte) (int, error) {
	if b.left <= 0 {
		return 0, errBudget
	}
	n, err := b.r.Read(p[:min(int64(len(p)), b.left)])
	b.left -= int64(n)
	return n, err
}

func (b *budget) explain(err error, limits Limits) error {
	switch {
	case errors.Is(err, errBudget):
		return fault.Invalid("it has more than %d MiB unpacked", limits.unpackedBytes()>>20)
	case errors.Is(err, tar.ErrHeader), errors.Is(err, io.ErrUnexpectedEOF), errors.Is(err, gzip.ErrChecksum), errors.Is(err, gzip.ErrHeader):
		return fault.Invalid("it is not a whole tar archive: %v", err)
	}
	return err
}
