package builder

import (
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"io"

	"github.com/hookline/hookline/runtime/bundle"
)

// Request is what a builder is to do: one of its fields is set.
type Request struct {
	Hook     *bundle.Hook     `json:"hook,omitempty"`
	Packages *bundle.Packages `json:"packages,omitempty"` // Dir is the builder's own
}

// Answer says how it went; a text may follow it. All of it is the word of a stranger.
type Answer struct {
	// Fault is what is wrong with the hook's source.
	Fault *bundle.Fault `json:"fault,omitempty"`
	// Refused says why packages could not be bundled.
	Refused string `json:"refused,omitempty"`

	// Of a hook: what it requires, and whether another script was made of it. Then the
	// text is its map, of so many bytes, and the script.
	bundle.Requires
	Made     bool `json:"made,omitempty"`
	MapBytes int  `json:"map_bytes,omitempty"`

	// Of packages, whose text is what runtime.CompilePackages takes.
	Missing []string        `json:"missing,omitempty"`
	Broken  []bundle.Broken `json:"broken,omitempty"`
}

// Bounds of what is read.
const (
	maxRequest = 16 << 20
	maxAnswer  = 4 << 20
	// MaxText bounds what follows an answer.
	MaxText = 24 << 20
)

// WriteRequest writes a request, and all that follows is nothing.
func WriteRequest(w io.Writer, r Request) error { return write(w, r, nil) }

// ReadRequest reads it.
func ReadRequest(r io.Reader) (request Request, err error) {
	_, err = read(r, &request, maxRequest, 0)
	return request, err
}

// WriteAnswer writes an answer and its text.
func WriteAnswer(w io.Writer, a Answer, text []byte) error { return write(w, a, text) }

// ReadAnswer reads them, and makes sure that they are within their bounds.
func ReadAnswer(r io.Reader) (answer Answer, text []byte, err error) {
	text, err = read(r, &answer, maxAnswer, MaxText)
	if err == nil && (answer.MapBytes < 0 || answer.MapBytes > len(text)) {
		err = errTooLong
	}
	return answer, text, err
}

var errTooLong = errors.New("a message is longer than it may be")

func write(w io.Writer, message any, text []byte) error {
	head, err := json.Marshal(message)
	if err != nil {
		return err
	}
	sizes := binary.LittleEndian.AppendUint32(nil, uint32(len(head)))
	sizes = binary.LittleEndian.AppendUint32(sizes, uint32(len(text)))
	for _, part := range [][]byte{sizes, head, text} {
		if _, err := w.Write(part); err != nil {
			return err
		}
	}
	return nil
}

func read(r io.Reader, message any, maxHead, maxText uint32) (text []byte, err error) {
	var sizes [8]byte
	if _, err := io.ReadFull(r, sizes[:]); err != nil {
		return nil, fmt.Errorf("read a message: %w", err)
	}
	headSize, textSize := binary.LittleEndian.Uint32(sizes[:4]), binary.LittleEndian.Uint32(sizes[4:])
	if headSize > maxHead || textSize > maxText {
		return nil, errTooLong
	}
	both := make([]byte, headSize+textSize)
	if _, err := io.ReadFull(r, both); err != nil {
		return nil, fmt.Errorf("read a message: %w", err)
	}
	if err := json.Unmarshal(both[:headSize], message); err != nil {
		return nil, fmt.Errorf("read a message: %w", err)
	}
	return both[headSize:], nil
}
