package sqlite

import (
	"context"
	"errors"
	"path/filepath"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/hookline/hookline/scripts"
)

func openTest(t *testing.T) *Store {
	s, err := Open(t.Context(), Config{Path: filepath.Join(t.TempDir(), "hookline.db")})
	require.NoError(t, err)
	t.Cleanup(func() { require.NoError(t, s.Close()) })
	return s
}

// hold occupies the writer until release is called, so that what is sent meanwhile
// shares the next commit.
func hold(t *testing.T, s *Store) (release func()) {
	held, until, done := make(chan struct{}), make(chan struct{}), make(chan error, 1)
	go func() {
		done <- s.writer.do(context.Background(), func(*conn) error { close(held); <-until; return nil })
	}()
	<-held
	return func() { close(until); require.NoError(t, <-done) }
}

// send queues an operation and does not wait for it.
func send(t *testing.T, s *Store, o *operation) *operation {
	o.done = make(chan error, 1)
	require.NoError(t, s.writer.send(t.Context(), o))
	return o
}

func insertTenant(id string) func(*conn) error {
	return func(c *conn) error {
		_, err := c.exec("INSERT INTO tenants (id, created_at) VALUES (?, 0)", id)
		return err
	}
}

func TestAFailingOperationIsUndoneAlone(t *testing.T) {
	t.Parallel()
	s := openTest(t)
	refused := errors.New("refused")
	release := hold(t, s)
	first := send(t, s, &operation{do: insertTenant("first")})
	failing := send(t, s, &operation{do: func(c *conn) error { return errors.Join(insertTenant("undone")(c), refused) }})
	violating := send(t, s, &operation{do: insertTenant("first")})
	arriving := &arrival{event: scripts.Event{Tenant: scripts.DefaultTenant, Trigger: scripts.PostUserRegistration, Payload: []byte("{}")}}
	accepted := send(t, s, &operation{event: arriving})
	broken := send(t, s, &operation{event: &arrival{event: scripts.Event{Tenant: scripts.DefaultTenant}}}) // no payload
	last := send(t, s, &operation{do: insertTenant("last")})
	release()

	require.NoError(t, <-first.done)
	require.ErrorIs(t, <-failing.done, refused)
	require.ErrorContains(t, <-violating.done, "UNIQUE")
	require.NoError(t, <-accepted.done)
	require.ErrorContains(t, <-broken.done, "NOT NULL")
	require.NoError(t, <-last.done)
	for id, there := range map[scripts.TenantID]bool{"first": true, "last": true, "undone": false} {
		_, err := s.Tenant(t.Context(), id)
		require.Equal(t, there, err == nil, id)
	}
	_, err := s.Event(t.Context(), scripts.DefaultTenant, arriving.id.Event())
	require.NoError(t, err)
}

func TestACanceledCallerIsForgottenBeforeAndWaitedForAfterTheStart(t *testing.T) {
	t.Parallel()
	s := openTest(t)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	release := hold(t, s)
	err := s.writer.wait(ctx, &operation{do: insertTenant("forgotten")})
	require.ErrorIs(t, err, context.Canceled)
	release()
	_, err = s.Tenant(t.Context(), "forgotten")
	require.ErrorIs(t, err, scripts.ErrNotFound)

	ctx, cancel = context.WithCancel(t.Context())
	require.NoError(t, s.writer.wait(ctx, &operation{do: func(c *conn) error {
		cancel()
		return insertTenant("begun")(c)
	}}))
	_, err = s.Tenant(t.Context(), "begun")
	require.NoError(t, err)
}

func TestClosingCarriesOutWhatIsQueued(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "hookline.db")
	s, err := Open(t.Context(), Config{Path: path, Batch: 2})
	require.NoError(t, err)
	release := hold(t, s)
	var queued []*operation
	for _, id := range []string{"a", "b", "c", "d", "e"} {
		queued = append(queued, send(t, s, &operation{do: insertTenant(id)}))
	}
	closed := make(chan error, 1)
	go func() { closed <- s.Close() }()
	release()
	require.NoError(t, <-closed)
	for _, o := range queued {
		require.NoError(t, <-o.done)
	}
	require.ErrorIs(t, s.writer.do(t.Context(), insertTenant("late")), scripts.ErrUnavailable)

	s, err = Open(t.Context(), Config{Path: path})
	require.NoError(t, err)
	defer func() { require.NoError(t, s.Close()) }()
	for _, id := range []scripts.TenantID{"a", "e"} {
		_, err := s.Tenant(t.Context(), id)
		require.NoError(t, err)
	}
}

func TestAFullQueueBlocksItsCallersUntilTheirContextEnds(t *testing.T) {
	t.Parallel()
	s, err := Open(t.Context(), Config{Path: filepath.Join(t.TempDir(), "hookline.db"), Queue: 1})
	require.NoError(t, err)
	defer func() { require.NoError(t, s.Close()) }()
	release := hold(t, s)
	defer release()
	send(t, s, &operation{do: insertTenant("queued")})
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	require.ErrorIs(t, s.writer.do(ctx, insertTenant("refused")), context.Canceled)
}

// Wide rows share a statement, and the statement knows which of them made executions.
func TestABatchOfEventsOfManyTenants(t *testing.T) {
	t.Parallel()
	s := openTest(t)
	for _, tenant := range []scripts.TenantID{"hooked", "disabled", "empty"} {
		_, err := s.CreateTenant(t.Context(), tenant)
		require.NoError(t, err)
		if tenant != "empty" {
			_, err = s.CreateHook(t.Context(), scripts.Hook{Tenant: tenant, Name: "a", Trigger: scripts.PostUserRegistration, Enabled: tenant == "hooked"})
			require.NoError(t, err)
		}
	}
	release := hold(t, s)
	var sent []*operation
	for i := range 100 {
		tenant := []scripts.TenantID{"hooked", "disabled", "empty"}[i*i%7%3]
		sent = append(sent, send(t, s, &operation{event: &arrival{event: scripts.Event{Tenant: tenant, Trigger: scripts.PostUserRegistration, Payload: []byte{byte(i)}}}}))
	}
	release()
	for i, o := range sent {
		require.NoError(t, <-o.done)
		require.Equal(t, o.event.event.Tenant == "hooked", o.event.waiting)
		e, err := s.Event(t.Context(), o.event.event.Tenant, o.event.id.Event())
		require.NoError(t, err)
		require.Equal(t, []byte{byte(i)}, []byte(e.Payload))
		executions, err := s.EventExecutions(t.Context(), e.Tenant, e.ID)
		require.NoError(t, err)
		require.Equal(t, o.event.waiting, len(executions) == 1)
	}
}

func TestIDsGrowWhenTheClockIsSetBackAndTheStoreReopened(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "hookline.db")
	event := scripts.Event{Tenant: scripts.DefaultTenant, Trigger: scripts.PostUserRegistration, Payload: []byte("{}")}
	var last scripts.EventID
	for i := range 3 {
		s, err := Open(t.Context(), Config{Path: path})
		require.NoError(t, err)
		if i == 0 {
			s.keys.Next(time.Now().AddDate(1, 0, 0))
		}
		e, _, err := s.Accept(t.Context(), event)
		require.NoError(t, err)
		require.Greater(t, e.ID, last)
		last = e.ID
		require.NoError(t, s.Close())
	}
}
