package sandbox

import (
	"fmt"
	"log/slog"
	"sync"
	"time"

	"github.com/hookline/hookline/scripts"
)

// PausedError says that a tenant's hooks do not run for a while, because they killed
// too many workers. It is a scripts.Fault of kind ErrUnavailable.
type PausedError struct {
	Until time.Time
	Kills int
}

func (e *PausedError) Error() string {
	return fmt.Sprintf("The tenant is paused until %s: its hooks killed %d worker processes within a minute.",
		e.Until.UTC().Format(time.TimeOnly+"Z"), e.Kills)
}

func (e *PausedError) Unwrap() error {
	return &scripts.Fault{Kind: scripts.ErrUnavailable, Code: "tenant_paused", Message: e.Error(), RetryAfter: time.Until(e.Until)}
}

// The pauses of a tenant double from the first to the last, and begin anew after a
// time without one.
const (
	killWindow  = time.Minute
	firstPause  = 10 * time.Second
	longestWait = 10 * time.Minute
	forgiven    = 30 * time.Minute
)

// kills counts the workers that tenants killed, and pauses those that kill too many.
type kills struct {
	most int // within killWindow, negative for any number
	log  *slog.Logger

	mu      sync.Mutex
	tenants map[scripts.TenantID]*tally
}

type tally struct {
	recent []time.Time
	pauses int
	paused PausedError // the last, zero if there was none
}

func newKills(config Config) *kills {
	return &kills{most: config.KillsPerMinute, log: config.Log, tenants: map[scripts.TenantID]*tally{}}
}

// add notes that a run of tenant killed a worker.
func (k *kills) add(tenant scripts.TenantID, now time.Time) {
	if k.most < 0 {
		return
	}
	k.mu.Lock()
	defer k.mu.Unlock()
	t := k.tenants[tenant]
	if t == nil {
		t = &tally{}
		k.tenants[tenant] = t
	}
	t.recent = append(t.recent, now)
	for now.Sub(t.recent[0]) > killWindow {
		t.recent = t.recent[1:]
	}
	if len(t.recent) < k.most {
		return
	}
	t.paused = PausedError{Until: now.Add(min(firstPause<<t.pauses, longestWait)), Kills: len(t.recent)}
	t.pauses = min(t.pauses+1, 10)
	t.recent = nil
	k.log.Warn("tenant paused: its hooks kill their workers", keyTenant, string(tenant),
		keyKills, t.paused.Kills, keyUntil, t.paused.Until.UTC())
}

// paused is the pause that the tenant is in, nil if it is in none.
func (k *kills) paused(tenant scripts.TenantID, now time.Time) *PausedError {
	k.mu.Lock()
	defer k.mu.Unlock()
	if t := k.tenants[tenant]; t != nil && now.Before(t.paused.Until) {
		pause := t.paused
		return &pause
	}
	return nil
}

// forgive forgets tenants that have behaved for long enough.
func (k *kills) forgive(now time.Time) {
	k.mu.Lock()
	defer k.mu.Unlock()
	for tenant, t := range k.tenants {
		quiet := len(t.recent) == 0 || now.Sub(t.recent[len(t.recent)-1]) > killWindow
		if quiet && now.Sub(t.paused.Until) > forgiven {
			delete(k.tenants, tenant)
		}
	}
}
