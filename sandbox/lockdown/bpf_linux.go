package lockdown

import (
	"syscall"

	"golang.org/x/net/bpf"
	"golang.org/x/sys/unix"
)

// A filter is assembled here and not by github.com/elastic/go-seccomp-bpf because
// version 1.6.0 of that compares the wrong word after an argument did not match: it goes
// on to the next call's number with the argument, not the number, in the register.
// With it mmap(0x53564d41, …, 157, …), which maps executable memory, passes as
// prctl(PR_SET_VMA). Here a call's block always ends with an answer.

// action is what the kernel does at a call.
type action uint32

const (
	allow action = unix.SECCOMP_RET_ALLOW
	kill  action = unix.SECCOMP_RET_KILL_PROCESS
)

// fail makes a call return an error.
func fail(errno syscall.Errno) action { return unix.SECCOMP_RET_ERRNO | action(errno) }

// rule is one system call: its number, and which arguments are allowed. Several ways
// are alternatives, none allows nothing.
type rule struct {
	number uintptr
	ways   []way
	// otherwise is the answer if no way fits.
	otherwise action
}

// way are checks that must all hold.
type way []check

// check is about one argument.
type check struct {
	argument uint32
	kind     kind
	value    uint32
}

type kind int

const (
	equals  kind = iota // the argument, all 64 bits of it
	lacks               // no bit of value is set in the lower half; the kernel knows no higher ones
	carries             // a bit of value is set in the lower half
)

// Offsets in struct seccomp_data, whose words are little endian where Hookline locks.
const (
	offsetNumber    = 0
	offsetArch      = 4
	offsetArguments = 16
)

// assemble makes the program. A call of another architecture, or that no rule names,
// ends the process.
func assemble(rules []rule) ([]bpf.RawInstruction, error) {
	program := []bpf.Instruction{
		bpf.LoadAbsolute{Off: offsetArch, Size: 4},
		bpf.JumpIf{Cond: bpf.JumpEqual, Val: auditArch, SkipTrue: 1},
		answer(kill),
	}
	program = append(program, bpf.LoadAbsolute{Off: offsetNumber, Size: 4})
	for _, r := range rules {
		block := r.assemble()
		program = append(program, bpf.JumpIf{Cond: bpf.JumpEqual, Val: uint32(r.number), SkipFalse: uint8(len(block))})
		program = append(program, block...)
	}
	return bpf.Assemble(append(program, answer(kill)))
}

func answer(a action) bpf.Instruction { return bpf.RetConstant{Val: uint32(a)} }

func (r rule) assemble() []bpf.Instruction {
	var block []bpf.Instruction
	for _, w := range r.ways {
		block = append(block, w.assemble()...)
	}
	return append(block, answer(r.otherwise))
}

// assemble answers allow at its end. Where a check fails it jumps behind that.
func (w way) assemble() []bpf.Instruction {
	block := []bpf.Instruction{answer(allow)}
	for i := len(w) - 1; i >= 0; i-- { // from the end, where the distance is known
		block = append(w[i].assemble(uint8(len(block))), block...)
	}
	return block
}

// assemble goes on if the check holds, else it skips what follows it.
func (c check) assemble(follows uint8) []bpf.Instruction {
	low := bpf.LoadAbsolute{Off: offsetArguments + 8*c.argument, Size: 4}
	high := bpf.LoadAbsolute{Off: low.Off + 4, Size: 4}
	switch c.kind {
	case lacks:
		return []bpf.Instruction{low, bpf.JumpIf{Cond: bpf.JumpBitsSet, Val: c.value, SkipTrue: follows}}
	case carries:
		return []bpf.Instruction{low, bpf.JumpIf{Cond: bpf.JumpBitsSet, Val: c.value, SkipFalse: follows}}
	default:
		return []bpf.Instruction{
			high, bpf.JumpIf{Cond: bpf.JumpEqual, Val: 0, SkipFalse: follows + 2},
			low, bpf.JumpIf{Cond: bpf.JumpEqual, Val: c.value, SkipFalse: follows},
		}
	}
}
