package sandbox

import (
	"bytes"
	"fmt"
	"os"
	"strconv"
)

// gauge reads how much memory a process has resident. The open file stands for the
// process itself: once it has died, nothing is read, whoever gets its number.
type gauge struct {
	statm  *os.File
	buffer [128]byte
}

func openGauge(pid int) *gauge {
	file, err := os.Open(fmt.Sprintf("/proc/%d/statm", pid))
	if err != nil {
		return nil
	}
	return &gauge{statm: file}
}

// resident is in bytes, 0 if it cannot be told. One goroutine may use it.
func (g *gauge) resident() int64 {
	if g == nil {
		return 0
	}
	n, _ := g.statm.ReadAt(g.buffer[:], 0)
	fields := bytes.Fields(g.buffer[:n]) // size resident shared …, in pages: proc(5)
	if len(fields) < 2 {
		return 0
	}
	pages, err := strconv.ParseInt(string(fields[1]), 10, 64)
	if err != nil {
		return 0
	}
	return pages * int64(os.Getpagesize())
}

func (g *gauge) close() {
	if g != nil {
		_ = g.statm.Close() // it was read only
	}
}
