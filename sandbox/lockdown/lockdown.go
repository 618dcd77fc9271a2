// Package lockdown takes a worker's rights away: what is left can compute, use the
// sockets it has, and end.
//
// The locks lie on top of each other, so that a fault in one of them is not yet a way
// out. Before the worker exists, its parent gives it a user without rights and
// namespaces of its own (Probe, Launch). When everything that needs a file is done,
// the worker locks itself (Apply), which cannot be undone: resource limits, no_new_privs,
// no dumps, Landlock, and last seccomp, whose list of calls is in filter_linux.go.
//
// Seccomp alone refuses everything that TestAttempts tries, so it is the one layer that
// must be there. What no layer gives: protection from faults of the kernel in the calls
// that stay open, and from what two processes can learn of each other by timing.
package lockdown

import (
	"encoding/json"
	"errors"
	"fmt"
)

// Layer names one of the locks.
type Layer string

// The layers, in the order in which they matter.
const (
	Seccomp    Layer = "seccomp"
	Landlock   Layer = "landlock"
	NoNewPrivs Layer = "no_new_privs"
	Limits     Layer = "rlimits"
	NoDumps    Layer = "no dumps"
	User       Layer = "user"
	Namespaces Layer = "namespaces"
	// Root is in the report of Apply for a process that may read a directory.
	Root Layer = "root"
)

// Means says what a layer is for, for a person who decides whether to go without.
func (l Layer) Means() string { return meanings[l] }

var meanings = map[Layer]string{
	Seccomp:    "native code in a worker can make no system call beyond a short list; any other kills it",
	Landlock:   "no files, TCP ports and abstract sockets, even where seccomp should fail",
	NoNewPrivs: "no program that a worker might start has more rights than it",
	Limits:     "no files written, no core dumps, few descriptors",
	NoDumps:    "no process of the same user can read a worker's memory",
	User:       "a worker is nobody, not the user who started the server",
	Root:       "the directory that a process may read is all that it sees",
	Namespaces: "a worker sees no processes, network, mounts or IPC of the machine",
}

// errUnsupported is why a layer is missing where the system has nothing like it.
var errUnsupported = errors.New("this system has it not")

// State is whether a layer is in force.
type State struct {
	Layer Layer
	// Err is why the layer is missing, nil if it is there.
	Err error
}

// Report is the state of several layers.
type Report []State

// Missing returns the layers that are not there.
func (r Report) Missing() Report {
	var missing Report
	for _, s := range r {
		if s.Err != nil {
			missing = append(missing, s)
		}
	}
	return missing
}

// Lacks is why a layer is missing, nil if it is there.
func (r Report) Lacks(layer Layer) error {
	for _, s := range r {
		if s.Layer == layer {
			return s.Err
		}
	}
	return errUnsupported
}

// Config is how a worker locks itself. The parent hands it on as the worker's one
// argument, by Argument.
type Config struct {
	// Strict ends a worker that cannot have seccomp.
	Strict bool `json:"strict,omitempty"`
	// Off applies nothing. It is there to measure what the locks cost.
	Off bool `json:"off,omitempty"`
	// DataBytes is RLIMIT_DATA; 0 sets none. The kernel does not check it when Go maps
	// into address space that it has reserved, so a single allocation can exceed it.
	DataBytes uint64 `json:"data,omitempty"`
	// Threads is RLIMIT_NPROC, which counts all threads of the user in its user
	// namespace; 0 sets none.
	Threads uint64 `json:"threads,omitempty"`
	// TreeFD is the descriptor of a directory beneath which the process may read; 0 is
	// none.
	TreeFD int `json:"tree,omitempty"`
}

// Argument is c as text that ParseArgument reads.
func (c Config) Argument() string {
	text, err := json.Marshal(c)
	if err != nil {
		panic(err) // no field can fail
	}
	return string(text)
}

// ParseArgument reads what Argument has written.
func ParseArgument(text string) (Config, error) {
	var c Config
	if err := json.Unmarshal([]byte(text), &c); err != nil {
		return c, fmt.Errorf("read the lock-down's settings: %w", err)
	}
	return c, nil
}

// ErrNoFence is why a strict process that was given a directory does not start.
var ErrNoFence = errors.New("neither Landlock nor a root of its own keeps it within its directory")

// ErrNoSeccomp is why a strict worker does not start.
var ErrNoSeccomp = errors.New("seccomp is missing")
