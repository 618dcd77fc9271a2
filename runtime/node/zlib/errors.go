package zlib

import (
	"compress/gzip"
	"compress/zlib"
	"context"
	"errors"
	"io"
	"strings"
)

// fault is an error of zlib or brotli, with Node's code and number.
type fault struct {
	message string
	code    string
	errno   int
}

// Error implements error.
func (f *fault) Error() string { return f.message }

func dataError(message string) *fault { return &fault{message, "Z_DATA_ERROR", -3} }

var (
	errTooLarge   = errors.New("the output is too large")
	errClosed     = errors.New("the stream was closed")
	errUnexpected = &fault{"unexpected end of file", "Z_BUF_ERROR", -5}
)

// failureOf translates what the libraries say. Of corrupt deflate data they say only
// where it is, so the reason is the most common one.
func failureOf(err error) *fault {
	var f *fault
	switch {
	case errors.As(err, &f):
		return f
	case errors.Is(err, io.ErrUnexpectedEOF), errors.Is(err, io.EOF):
		return errUnexpected
	case errors.Is(err, zlib.ErrDictionary):
		return &fault{"Bad dictionary", "Z_NEED_DICT", 2}
	case errors.Is(err, gzip.ErrChecksum), errors.Is(err, zlib.ErrChecksum):
		return dataError("incorrect data check")
	case errors.Is(err, gzip.ErrHeader), errors.Is(err, zlib.ErrHeader):
		return dataError("incorrect header check")
	case errors.Is(err, errClosed), errors.Is(err, context.Canceled), errors.Is(err, context.DeadlineExceeded):
		return &fault{"zlib binding closed", "ERR_STREAM_DESTROYED", 0}
	}
	if text, ok := strings.CutPrefix(err.Error(), "brotli: "); ok {
		return brotliFailure(text)
	}
	return dataError("invalid distance too far back")
}

// brotliErrors are the numbers of BROTLI_DECODER_ERROR_FORMAT_*.
var brotliErrors = []string{"EXUBERANT_NIBBLE", "RESERVED", "EXUBERANT_META_NIBBLE", "SIMPLE_HUFFMAN_ALPHABET",
	"SIMPLE_HUFFMAN_SAME", "CL_SPACE", "HUFFMAN_SPACE", "CONTEXT_MAP_REPEAT", "BLOCK_LENGTH_1", "BLOCK_LENGTH_2",
	"TRANSFORM", "DICTIONARY", "WINDOW_BITS", "PADDING_1", "PADDING_2", "DISTANCE"}

// brotliFailure spells the code as Node does, with two underscores.
func brotliFailure(text string) *fault {
	for i, name := range brotliErrors {
		if text == name || text == "FORMAT_"+name {
			return &fault{"Decompression failed", "ERR__ERROR_FORMAT_" + name, -1 - i}
		}
	}
	return &fault{"Decompression failed", "ERR__ERROR_UNREACHABLE", -31}
}
