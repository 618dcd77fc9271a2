package worker

import (
	"container/list"
	"sync"

	"github.com/hookline/hookline/runtime"
)

// programBytes bounds the sources of the programs that a worker keeps. A compiled
// program takes about five times its source.
const programBytes = 6 << 20

// programs keeps what was compiled, most recently used first. Only the reading
// goroutine uses it.
type programs struct {
	max, bytes int
	order      *list.List // of *program
	byID       map[uint64]*list.Element
}

// program is a source that is compiled once, by the run that first needs it.
type program struct {
	id       uint64
	size     int
	once     sync.Once
	source   string
	compiled *runtime.Program
	err      error
}

func newPrograms(max int) *programs {
	return &programs{max: max, order: list.New(), byID: map[uint64]*list.Element{}}
}

func (ps *programs) get(id uint64) *program {
	e := ps.byID[id]
	if e == nil {
		return nil
	}
	ps.order.MoveToFront(e)
	return e.Value.(*program)
}

func (ps *programs) add(id uint64, source string) *program {
	p := &program{id: id, size: len(source), source: source}
	ps.byID[id] = ps.order.PushFront(p)
	ps.bytes += p.size
	for ps.bytes > ps.max && ps.order.Len() > 1 {
		last := ps.order.Remove(ps.order.Back()).(*program)
		delete(ps.byID, last.id)
		ps.bytes -= last.size
	}
	return p
}

// compile may panic with the compiler's panic, then and at every later call.
func (p *program) compile() (*runtime.Program, error) {
	p.once.Do(func() {
		p.compiled, p.err = runtime.Compile(p.source)
		p.source = ""
	})
	if p.compiled == nil && p.err == nil {
		panic("the compiler panicked before")
	}
	return p.compiled, p.err
}
