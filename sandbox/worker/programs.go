package worker

import (
	"container/list"
	"sync"

	"github.com/hookline/hookline/runtime"
	"github.com/hookline/hookline/sandbox/wire"
)

// programBytes bounds the sources of the programs that a worker keeps. What is compiled
// takes about five times its source; of packages, which are compressed here, only what
// was required is compiled.
const programBytes = 6 << 20

// programs keeps what was compiled, most recently used first. Only the reading
// goroutine uses it.
type programs struct {
	max, bytes int
	order      *list.List // of *entry
	byID       map[key]*list.Element
}

// key is an id of the parent's, of a hook or of packages.
type key struct {
	id         uint64
	isPackages bool
}

// entry is one of both.
type entry struct {
	key      key
	size     int
	program  *program
	packages *packages
}

// program is a hook that is compiled once, by the run that first needs it.
type program struct {
	once     sync.Once
	source   runtime.Script
	packages *packages // nil for none
	compiled *runtime.Program
	err      error
}

// packages are those of several hooks, compiled once as far as they are needed.
type packages struct {
	id       uint64
	once     sync.Once
	source   string
	compiled *runtime.Packages
	err      error
}

func newPrograms(max int) *programs {
	return &programs{max: max, order: list.New(), byID: map[key]*list.Element{}}
}

// of is the program of a run. It is nil if the message lacks what is not here.
func (ps *programs) of(m wire.RunMessage) *program {
	var uses *packages
	if m.Packages != 0 {
		e := ps.get(key{m.Packages, true})
		if e == nil && !m.WithPackages {
			return nil
		}
		if e == nil {
			e = &entry{key: key{m.Packages, true}, size: len(m.PackagesText), packages: &packages{id: m.Packages, source: string(m.PackagesText)}}
			ps.add(e)
		}
		uses = e.packages
	}
	e := ps.get(key{m.Program, false})
	if e == nil && !m.WithSource {
		return nil
	}
	if e == nil {
		e = &entry{key: key{m.Program, false}, size: len(m.Source), program: &program{source: runtime.Script{Text: m.Source, Map: m.Map}, packages: uses}}
		ps.add(e)
	}
	return e.program
}

func (ps *programs) get(k key) *entry {
	e := ps.byID[k]
	if e == nil {
		return nil
	}
	ps.order.MoveToFront(e)
	return e.Value.(*entry)
}

// add makes room behind the two most recent: what a run needs has to be there together.
func (ps *programs) add(e *entry) {
	ps.byID[e.key] = ps.order.PushFront(e)
	ps.bytes += e.size
	for ps.bytes > ps.max && ps.order.Len() > 2 {
		ps.drop(ps.order.Back())
	}
}

// drop forgets an entry. Hooks go with their packages, which they would keep in memory.
func (ps *programs) drop(element *list.Element) {
	gone := ps.order.Remove(element).(*entry)
	delete(ps.byID, gone.key)
	ps.bytes -= gone.size
	if gone.packages == nil {
		return
	}
	for e := ps.order.Front(); e != nil; {
		next := e.Next()
		if p := e.Value.(*entry).program; p != nil && p.packages == gone.packages {
			ps.drop(e)
		}
		e = next
	}
}

// compile may panic with the compiler's panic, then and at every later call.
func (p *program) compile(packages *runtime.Packages) (*runtime.Program, error) {
	p.once.Do(func() {
		p.compiled, p.err = p.source.Compile()
		p.source = runtime.Script{}
		if p.err == nil {
			p.compiled.Use(packages)
		}
	})
	if p.compiled == nil && p.err == nil {
		panic("the compiler panicked before")
	}
	return p.compiled, p.err
}

// compile panics as that of a program. There are none without packages.
func (p *packages) compile() (*runtime.Packages, error) {
	if p == nil {
		return nil, nil
	}
	p.once.Do(func() {
		p.compiled, p.err = runtime.CompilePackages(p.source)
		p.source = ""
	})
	if p.compiled == nil && p.err == nil {
		panic("the compiler panicked before")
	}
	return p.compiled, p.err
}
