package sqlite

import (
	"github.com/hookline/hookline/scripts"
)

// What is paused takes events in and holds their executions: they wait without a time.
// So a claim never meets the backlog of what is paused.

// hold makes what is ready of a hook wait, or what waits ready, by the hook's state.
func (s *Store) hold(c *conn, h scripts.Hook) error {
	if h.Paused {
		_, err := c.exec("UPDATE executions SET state = 'waiting' WHERE state = 'ready' AND tenant = ? AND hook_id = ?",
			string(h.Tenant), string(h.ID))
		return err
	}
	s.madeReady = true
	_, err := c.exec(`UPDATE executions SET state = 'ready' WHERE state = 'waiting' AND run_at IS NULL AND tenant = ?1 AND hook_id = ?2
		AND NOT EXISTS (SELECT 1 FROM tenants WHERE id = ?1 AND paused = 1)`, string(h.Tenant), string(h.ID))
	return err
}

// holdTenant is hold for all hooks of a tenant.
func (s *Store) holdTenant(c *conn, t scripts.Tenant) error {
	if _, err := c.exec("UPDATE tenants SET paused = ? WHERE id = ?", flag(t.Settings.Paused), string(t.ID)); err != nil {
		return err
	}
	if t.Settings.Paused {
		_, err := c.exec("UPDATE executions SET state = 'waiting' WHERE state = 'ready' AND tenant = ?", string(t.ID))
		return err
	}
	s.madeReady = true
	_, err := c.exec(`UPDATE executions SET state = 'ready' WHERE state = 'waiting' AND run_at IS NULL AND tenant = ?
		AND NOT EXISTS (SELECT 1 FROM hooks h WHERE h.id = hook_id AND h.paused = 1)`, string(t.ID))
	return err
}
