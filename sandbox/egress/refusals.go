package egress

import (
	"context"
	"log/slog"
	"net/netip"
	"sync"
	"time"
)

// refusalLog writes down what was refused, without letting a script fill the disk: a
// few lines in a minute, and the next line says how many were left out.
type refusalLog struct {
	log *slog.Logger

	mu      sync.Mutex
	minute  time.Time
	written int
	omitted int
}

// refusalsPerMinute is how many refusals of one tenant are written down.
const refusalsPerMinute = 20

func (l *refusalLog) tell(ctx context.Context, target string, addresses []netip.AddrPort) {
	omitted, write := l.admit(time.Now())
	if !write {
		return
	}
	fields := []any{"target", target, "addresses", addresses}
	if omitted > 0 {
		fields = append(fields, "omitted", omitted)
	}
	l.log.InfoContext(ctx, "egress refused", fields...)
}

// admit says whether the refusal may be written, and how many before it were not.
func (l *refusalLog) admit(now time.Time) (omitted int, write bool) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if now.Sub(l.minute) >= time.Minute {
		l.minute, l.written = now, 0
	}
	if l.written >= refusalsPerMinute {
		l.omitted++
		return 0, false
	}
	l.written++
	omitted, l.omitted = l.omitted, 0
	return omitted, true
}
