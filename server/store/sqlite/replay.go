package sqlite

import (
	"context"

	"github.com/hookline/hookline/scripts"
	"github.com/hookline/hookline/server/store/codec"
)

// Replay implements store.Queue.
func (s *Store) Replay(ctx context.Context, tenant scripts.TenantID, ids []scripts.ExecutionID, current bool) ([]scripts.ExecutionID, error) {
	var made []scripts.ExecutionID
	err := s.writer.do(ctx, func(c *conn) error {
		made = made[:0]
		for _, id := range ids {
			old, ok := codec.ParseExecution(id)
			if !ok {
				continue
			}
			repeat := codec.ID{Key: s.keys.Next(now()), Nonce: old.Nonce}
			changed, err := c.exec(`INSERT INTO executions (id, nonce, event_id, tenant, hook_id, hook_name, version, trigger_id, state, replay_of)
				SELECT ?, e.nonce, e.event_id, e.tenant, h.id, h.name, iif(?, h.version, e.version), e.trigger_id,
					iif(h.paused + t.paused > 0, 'waiting', 'ready'), e.id
				FROM executions e JOIN hooks h ON h.id = e.hook_id JOIN tenants t ON t.id = e.tenant JOIN events v ON v.id = e.event_id
				JOIN versions w ON w.hook_id = h.id AND w.number = iif(?, h.version, e.version)
				WHERE e.id = ? AND e.nonce = ? AND e.tenant = ? AND e.state IN ('succeeded', 'failed', 'dead', 'canceled')`,
				repeat.Key, flag(current), flag(current), old.Key, old.Nonce, string(tenant))
			if err != nil {
				return err
			}
			if changed > 0 {
				made = append(made, repeat.Execution())
			}
		}
		s.madeReady = s.madeReady || len(made) > 0
		return nil
	})
	if err != nil {
		return nil, codec.Failed("replay executions", err)
	}
	return made, nil
}

// Cancel implements store.Queue.
func (s *Store) Cancel(ctx context.Context, tenant scripts.TenantID, ids []scripts.ExecutionID) (canceled int, err error) {
	err = s.writer.do(ctx, func(c *conn) error {
		canceled = 0
		for _, id := range ids {
			old, ok := codec.ParseExecution(id)
			if !ok {
				continue
			}
			changed, err := c.exec(`UPDATE executions SET state = 'canceled', outcome = ifnull(outcome, 'canceled'), run_at = NULL
				WHERE id = ? AND nonce = ? AND tenant = ? AND state IN ('waiting', 'ready', 'dead')`, old.Key, old.Nonce, string(tenant))
			if err != nil {
				return err
			}
			canceled += int(changed)
		}
		return nil
	})
	return canceled, codec.Failed("cancel executions", err)
}
