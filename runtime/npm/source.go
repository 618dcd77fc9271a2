package npm

import (
	"context"
	"errors"
	"maps"
	"sync"

	"github.com/hookline/hookline/runtime/npm/internal/packument"
)

// source answers a resolution: each package is asked for once, ahead of time if possible.
type source struct {
	installer *Installer
	ctx       context.Context // of one Resolve or Lay, whose prefetching it ends
	cancel    context.CancelFunc
	running   sync.WaitGroup

	mu         sync.Mutex
	packuments map[string]*answer[*packument.Packument]
	tarballs   map[string]*answer[inspected]

	reporting sync.Mutex
	report    func(Progress)
}

// answer is ready when done is closed.
type answer[T any] struct {
	done  chan struct{}
	value T
	err   error
}

func newSource(ctx context.Context, i *Installer, report func(Progress)) *source {
	s := &source{installer: i, report: report, packuments: map[string]*answer[*packument.Packument]{}, tarballs: map[string]*answer[inspected]{}}
	s.ctx, s.cancel = context.WithCancel(ctx)
	return s
}

// close ends what was prefetched in vain.
func (s *source) close() {
	s.cancel()
	s.running.Wait()
}

func (s *source) say(p Progress) {
	if s.report != nil {
		s.reporting.Lock()
		defer s.reporting.Unlock()
		s.report(p)
	}
}

// packument starts to ask for a package, if that has not begun.
func (s *source) packument(name string) *answer[*packument.Packument] {
	s.mu.Lock()
	defer s.mu.Unlock()
	a := s.packuments[name]
	if a == nil {
		a = &answer[*packument.Packument]{done: make(chan struct{})}
		s.packuments[name] = a
		s.running.Go(func() {
			defer close(a.done)
			a.value, a.err = s.installer.registry.Packument(s.ctx, name)
			s.say(Progress{Package: name})
		})
	}
	return a
}

// Prefetch implements tree.Source.
func (s *source) Prefetch(_ context.Context, specs []packument.Spec) {
	for _, spec := range specs {
		s.packument(spec.Name)
	}
}

// Manifest implements tree.Source.
func (s *source) Manifest(ctx context.Context, spec packument.Spec) (*packument.Manifest, error) {
	a := s.packument(spec.Name)
	select {
	case <-a.done:
	case <-ctx.Done():
		return nil, ctx.Err()
	}
	if a.err != nil {
		return nil, a.err
	}
	return a.value.Pick(spec, s.installer.config.node)
}

// Bundle implements tree.Source.
func (s *source) Bundle(ctx context.Context, m *packument.Manifest) (map[string]*packument.Manifest, error) {
	got, err := s.inspect(ctx, m)
	return maps.Clone(got.bundled), err
}

// inspect fetches a tarball and looks into it, once.
func (s *source) inspect(ctx context.Context, m *packument.Manifest) (inspected, error) {
	s.mu.Lock()
	a, begun := s.tarballs[name(m)]
	if !begun {
		a = &answer[inspected]{done: make(chan struct{})}
		s.tarballs[name(m)] = a
	}
	s.mu.Unlock()
	if !begun {
		a.value, a.err = s.installer.fetch(ctx, m)
		close(a.done)
	}
	<-a.done
	return a.value, a.err
}

// inspected is what inspect has found before.
func (s *source) inspected(m *packument.Manifest) inspected {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.tarballs[name(m)].value
}

func isTimeUp(err error) bool { return errors.Is(err, context.DeadlineExceeded) }
