package tenants

import (
	"context"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/hookline/hookline/sandbox/egress"
	"github.com/hookline/hookline/scripts"
	"github.com/hookline/hookline/server/store"
	"github.com/hookline/hookline/server/store/sqlite"
)

func open(t *testing.T) *sqlite.Store {
	s, err := sqlite.Open(t.Context(), sqlite.Config{Path: filepath.Join(t.TempDir(), "hookline.db")})
	require.NoError(t, err)
	t.Cleanup(func() { require.NoError(t, s.Close()) })
	return s
}

func policy(t *testing.T, rules ...string) egress.Policy {
	p, err := egress.ParsePolicy(rules)
	require.NoError(t, err)
	return p
}

func TestAChangeIsSeenAtOnce(t *testing.T) {
	t.Parallel()
	ctx, id := t.Context(), scripts.DefaultTenant
	shared := policy(t, "10.0.0.0/8")
	b := New(open(t), shared)
	settings, err := b.Settings(ctx, id)
	require.NoError(t, err)
	require.Equal(t, scripts.Settings{}, settings)
	p, err := b.Egress(ctx, id)
	require.NoError(t, err)
	require.Equal(t, shared, p)

	rules, yes := []string{"192.168.0.0/16"}, true
	_, err = b.Update(ctx, id, store.SettingsPatch{EgressAllow: &rules})
	require.NoError(t, err)
	p, err = b.Egress(ctx, id)
	require.NoError(t, err)
	require.Equal(t, policy(t, "10.0.0.0/8", "192.168.0.0/16"), p)

	_, err = b.Update(ctx, id, store.SettingsPatch{EgressDenyAll: &yes, NoEval: &yes})
	require.NoError(t, err)
	p, err = b.Egress(ctx, id)
	require.NoError(t, err)
	require.Equal(t, policy(t, "192.168.0.0/16").Only(), p, "what is open to all is closed too")
	settings, err = b.Settings(ctx, id)
	require.NoError(t, err)
	require.True(t, settings.NoEval)
}

func TestNobodyHasNoSettings(t *testing.T) {
	t.Parallel()
	b := New(open(t), egress.Policy{})
	_, err := b.Settings(t.Context(), "nobody")
	require.ErrorIs(t, err, scripts.ErrNotFound)
	_, err = b.Create(t.Context(), "nobody")
	require.NoError(t, err)
	_, err = b.Egress(t.Context(), "nobody")
	require.NoError(t, err)
}

// late changes the settings while they are being read, after the read has seen the old.
type late struct {
	store.Tenants
	change func()
}

func (l *late) Tenant(ctx context.Context, id scripts.TenantID) (scripts.Tenant, error) {
	t, err := l.Tenants.Tenant(ctx, id)
	if change := l.change; change != nil {
		l.change = nil
		change()
	}
	return t, err
}

func TestWhatWasReadDuringAChangeIsNotKept(t *testing.T) {
	t.Parallel()
	l := &late{Tenants: open(t)}
	b := New(l, egress.Policy{})
	yes := true
	l.change = func() {
		_, err := b.Update(t.Context(), scripts.DefaultTenant, store.SettingsPatch{NoEval: &yes})
		require.NoError(t, err)
	}
	_, err := b.Settings(t.Context(), scripts.DefaultTenant)
	require.NoError(t, err)
	settings, err := b.Settings(t.Context(), scripts.DefaultTenant)
	require.NoError(t, err)
	require.True(t, settings.NoEval)
}

func BenchmarkSettings(b *testing.B) {
	s, err := sqlite.Open(b.Context(), sqlite.Config{Path: filepath.Join(b.TempDir(), "hookline.db")})
	require.NoError(b, err)
	b.Cleanup(func() { require.NoError(b, s.Close()) })
	book := New(s, egress.Policy{})
	b.ReportAllocs()
	for b.Loop() {
		if _, err := book.Settings(b.Context(), scripts.DefaultTenant); err != nil {
			b.Fatal(err)
		}
	}
}
