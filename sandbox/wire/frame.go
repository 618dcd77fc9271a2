// Package wire is what a worker and its parent say to each other: frames over a stream
// socket, and a second, datagram socket on which the worker asks for connections.
//
// The parent takes every byte from a worker as an attack. A frame has a type that its
// direction allows, a length under the type's cap, and exactly the type's sections;
// anything else is ErrProtocol, and the reader cannot be used further.
//
// The conversation: Hello ▸ (worker), Configure ◂, then any number of runs
//
//	Run ◂ [NeedSource ▸ Run ◂] (Ask ▸ Told ◂)* [Answer ▸] [Cancel ◂] [Stuck ▸] (Done ▸ | Again ▸)
//
// each with an id that the parent chose. While it has runs a worker sends Pulse. Numbers are little-endian.
package wire

import (
	"errors"
	"fmt"
	"math/bits"
	"time"

	"github.com/hookline/hookline/scripts"
)

// Version is the protocol's. Both sides are the same binary, so they must agree.
const Version = 3

// ErrProtocol says that the other side broke the protocol.
var ErrProtocol = errors.New("wire: protocol violation")

func violation(format string, args ...any) error {
	return fmt.Errorf("%w: %s", ErrProtocol, fmt.Sprintf(format, args...))
}

// Type is a frame's type.
type Type uint8

// The frame types. Those up to Ask go from the worker to its parent.
const (
	Hello Type = iota + 1
	NeedSource
	Answer
	Done
	Again // the run was ended though another may be the reason
	Stuck // the run does not stop at its JavaScript time
	Pulse // the worker still runs Go code
	Ask   // for the run's document, or to change it
	Configure
	Run
	Cancel
	Told // what became of an Ask
	end
)

// Types is a set of frame types.
type Types uint32

// TypesOf makes a set.
func TypesOf(list ...Type) (set Types) {
	for _, t := range list {
		set |= 1 << t
	}
	return set
}

// Has reports whether t is in the set.
func (s Types) Has(t Type) bool { return s&(1<<t) != 0 }

// Without returns the set without t.
func (s Types) Without(t Type) Types { return s &^ (1 << t) }

// Len is the number of types in the set.
func (s Types) Len() int { return bits.OnesCount32(uint32(s)) }

// shapes say how many sections a type has and how long they may be together.
var shapes = [end]struct{ sections, max int }{
	Hello:      {1, 1 << 10},
	NeedSource: {0, 0},
	Answer:     {3, MaxRecord},
	Done:       {3, MaxRecord},
	Again:      {0, 0},
	Stuck:      {0, 0},
	Pulse:      {0, 0},
	Configure:  {2, 8 << 20},
	Run:        {6, 48 << 20},
	Cancel:     {0, 0},
	Ask:        {2, scripts.MaxDocumentBytes + 1<<10},
	Told:       {2, scripts.MaxDocumentBytes + 1<<10},
}

// MaxRecord bounds the sections of Answer and Done.
const MaxRecord = 8 << 20

// A Direction is who writes.
type Direction bool

// The directions.
const (
	FromWorker Direction = false
	FromParent Direction = true
)

func (d Direction) allows(t Type) bool {
	return t > 0 && t < end && (t >= Configure) == bool(d)
}

// PulseEvery is the time between two pulses.
const PulseEvery = 100 * time.Millisecond

// Frame is one message. ID is the run's, 0 for Hello, Pulse and Configure.
type Frame struct {
	Type     Type
	ID       uint64
	Sections [][]byte
}

// A header is length (4), type (1), zero (3), id (8). The length counts the sections
// with their own length fields (4 each).
const (
	headerSize  = 16
	sectionSize = 4
)
