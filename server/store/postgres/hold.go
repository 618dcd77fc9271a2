package postgres

import (
	"context"

	"github.com/jackc/pgx/v5"

	"github.com/hookline/hookline/scripts"
)

// What is paused takes events in and holds their executions: they wait without a time.
// So a claim never meets the backlog of what is paused.

// hold makes what is ready of a hook wait, or what waits ready, by the hook's state.
func hold(ctx context.Context, tx pgx.Tx, h scripts.Hook) error {
	if h.Paused {
		_, err := tx.Exec(ctx, "UPDATE executions SET state = 'waiting' WHERE state = 'ready' AND tenant = $1 AND hook_id = $2", h.Tenant, h.ID)
		return err
	}
	_, err := tx.Exec(ctx, `UPDATE executions SET state = 'ready' WHERE state = 'waiting' AND run_at IS NULL AND tenant = $1 AND hook_id = $2
		AND NOT EXISTS (SELECT FROM tenants WHERE id = $1 AND paused)`, h.Tenant, h.ID)
	return err
}

// holdTenant is hold for all hooks of a tenant.
func holdTenant(ctx context.Context, tx pgx.Tx, t scripts.Tenant) error {
	if _, err := tx.Exec(ctx, "UPDATE tenants SET paused = $2 WHERE id = $1", t.ID, t.Settings.Paused); err != nil {
		return err
	}
	if t.Settings.Paused {
		_, err := tx.Exec(ctx, "UPDATE executions SET state = 'waiting' WHERE state = 'ready' AND tenant = $1", t.ID)
		return err
	}
	_, err := tx.Exec(ctx, `UPDATE executions e SET state = 'ready' WHERE state = 'waiting' AND run_at IS NULL AND tenant = $1
		AND NOT EXISTS (SELECT FROM hooks h WHERE h.id = e.hook_id AND h.paused)`, t.ID)
	return err
}
