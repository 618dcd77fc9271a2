package dispatch

import (
	"sync"
	"time"

	"github.com/hookline/hookline/scripts"
)

// pauses are the tenants of which nothing is claimed for a while. The zero value is none.
type pauses struct {
	mu    sync.Mutex
	until map[scripts.TenantID]time.Time
}

func (p *pauses) add(tenant scripts.TenantID, until time.Time) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.until == nil {
		p.until = map[scripts.TenantID]time.Time{}
	}
	p.until[tenant] = until
}

// current lists the tenants that are paused now, and forgets the others.
func (p *pauses) current(now time.Time) (tenants []scripts.TenantID) {
	p.mu.Lock()
	defer p.mu.Unlock()
	for tenant, until := range p.until {
		if now.Before(until) {
			tenants = append(tenants, tenant)
		} else {
			delete(p.until, tenant)
		}
	}
	return tenants
}
