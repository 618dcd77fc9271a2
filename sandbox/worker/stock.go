package worker

import (
	"slices"

	"github.com/hookline/hookline/runtime"
)

// Bounds of what is prepared ahead. A VM with a large package takes some megabytes.
const (
	maxStock      = 4
	maxPerProgram = 2
)

// stock keeps the VMs that were prepared ahead, oldest first. The zero value is empty.
type stock struct{ entries []prepared }

// prepared is a VM, and what the run must be like that takes it.
type prepared struct {
	fit
	vm *runtime.Prepared
}

// fit is what a VM is prepared for.
type fit struct {
	program *program
	limits  runtime.Limits
	noEval  bool
}

func (t *task) fit() fit { return fit{t.program, t.message.Limits, t.message.NoEval} }

// take removes a VM that fits and returns it, nil if there is none.
func (s *stock) take(f fit) *runtime.Prepared {
	i := slices.IndexFunc(s.entries, func(p prepared) bool { return p.fit == f })
	if i < 0 {
		return nil
	}
	vm := s.entries[i].vm
	s.entries = slices.Delete(s.entries, i, i+1)
	return vm
}

// add keeps vm; the oldest goes if there are too many.
func (s *stock) add(f fit, vm *runtime.Prepared) {
	s.entries = append(s.entries, prepared{f, vm})
	if len(s.entries) > maxStock {
		s.entries[0].vm.Close()
		s.entries = slices.Delete(s.entries, 0, 1)
	}
}

// count is how many VMs fit.
func (s *stock) count(f fit) (n int) {
	for _, p := range s.entries {
		if p.fit == f {
			n++
		}
	}
	return n
}

// clear drops all, and reports whether there were any.
func (s *stock) clear() bool {
	for _, p := range s.entries {
		p.vm.Close()
	}
	had := len(s.entries) > 0
	s.entries = nil
	return had
}
