package sandbox

import (
	"io"
	"strings"
)

// excerpt keeps the beginning and the end of what a worker says on standard error: Go
// names a fatal error first, and prints stacks after it.
type excerpt struct {
	head, tail []byte
	dropped    bool
}

const excerptPart = 4 << 10

func (e *excerpt) readAll(r io.Reader) {
	buffer := make([]byte, excerptPart)
	for {
		n, err := r.Read(buffer)
		e.add(buffer[:n])
		if err != nil {
			return
		}
	}
}

func (e *excerpt) add(p []byte) {
	n := min(excerptPart-len(e.head), len(p))
	e.head = append(e.head, p[:n]...)
	e.tail = append(e.tail, p[n:]...)
	if over := len(e.tail) - excerptPart; over > 0 {
		e.tail = append(e.tail[:0], e.tail[over:]...)
		e.dropped = true
	}
}

// String is valid UTF-8.
func (e *excerpt) String() string {
	middle := ""
	if e.dropped {
		middle = "\n…\n"
	}
	return strings.ToValidUTF8(string(e.head)+middle+string(e.tail), "�")
}
