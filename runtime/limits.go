package runtime

import (
	"cmp"
	"time"
)

// Limits bound one run. A zero field means its default.
type Limits struct {
	// Wall is the time from start to end, work after the callback included. Default 20 s.
	Wall time.Duration
	// JS is the JavaScript time: the time inside the VM, not waiting. Compiling,
	// serializing the result and reading an error count. Default 2 s.
	JS time.Duration
	// ConsoleBytes bounds the console text of a run. Default 64 KiB.
	ConsoleBytes int
	// ResultBytes bounds the JSON of the result. Default 256 KiB.
	ResultBytes int
	// CallDepth bounds nested calls. Default 1000.
	CallDepth int
	// Requests bounds the HTTP requests, connections and look-ups of a run. Default 50.
	Requests int
	// ResponseBytes bounds the body of each response, decompressed or not, and what each
	// connection brings. Default 10 MiB.
	ResponseBytes int
}

// WithDefaults puts the defaults into the zero fields.
func (l Limits) WithDefaults() Limits {
	l.Wall = cmp.Or(l.Wall, 20*time.Second)
	l.JS = cmp.Or(l.JS, 2*time.Second)
	l.ConsoleBytes = cmp.Or(l.ConsoleBytes, 64<<10)
	l.ResultBytes = cmp.Or(l.ResultBytes, 256<<10)
	l.CallDepth = cmp.Or(l.CallDepth, 1000)
	l.Requests = cmp.Or(l.Requests, 50)
	l.ResponseBytes = cmp.Or(l.ResponseBytes, 10<<20)
	return l
}
