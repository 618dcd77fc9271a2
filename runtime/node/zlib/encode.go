package zlib

import (
	"bytes"
	"compress/flate"
	"compress/gzip"
	"compress/zlib"
	"context"
	"fmt"
	"io"

	"github.com/andybalholm/brotli"
)

type encoder interface {
	io.WriteCloser
	Flush() error
}

func newEncoder(w io.Writer, o options) (encoder, error) {
	level := o.level
	if o.huffman {
		level = flate.HuffmanOnly
	}
	switch o.mode {
	case "gzip":
		z, err := gzip.NewWriterLevel(w, level)
		if err != nil {
			return nil, err
		}
		z.OS = 3 // Unix, as Node says everywhere but on Windows and macOS
		return z, nil
	case "deflate":
		return zlib.NewWriterLevelDict(w, level, o.dictionary)
	case "deflateraw":
		return flate.NewWriterDict(w, level, o.dictionary)
	case "brotlicompress":
		return brotli.NewWriterOptions(w, brotli.WriterOptions{Quality: o.quality, LGWin: o.window}), nil
	}
	return nil, fmt.Errorf("unknown mode %s", o.mode)
}

// slice is how much is compressed between two looks at the context.
const slice = 64 << 10

// write compresses data.
func write(ctx context.Context, e encoder, data []byte) error {
	for len(data) > 0 {
		if ctx.Err() != nil {
			return context.Cause(ctx)
		}
		n := min(slice, len(data))
		if _, err := e.Write(data[:n]); err != nil {
			return err
		}
		data = data[n:]
	}
	return nil
}

func compress(ctx context.Context, data []byte, o options) ([]byte, error) {
	out := &limited{most: o.maxOutput}
	e, err := newEncoder(out, o)
	if err != nil {
		return nil, err
	}
	if err := write(ctx, e, data); err != nil {
		return nil, err
	}
	if err := e.Close(); err != nil {
		return nil, err
	}
	return out.buffer.Bytes(), nil
}

// limited is a buffer that refuses to grow beyond most.
type limited struct {
	buffer bytes.Buffer
	most   int
}

// Write implements io.Writer.
func (l *limited) Write(p []byte) (int, error) {
	if l.buffer.Len()+len(p) > l.most {
		return 0, errTooLarge
	}
	return l.buffer.Write(p)
}
