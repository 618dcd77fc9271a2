package packages_test

import (
	"encoding/json"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/hookline/hookline/runtime"
	"github.com/hookline/hookline/scripts"
)

// runExample runs one of scripts/examples that needs a package, in the world w.
func runExample(t *testing.T, w *world, name, pkg string, secrets map[string]string) scripts.Attempted {
	t.Helper()
	e, err := scripts.FindExample(name)
	require.NoError(t, err)
	require.Contains(t, e.Dependencies, pkg)
	trigger, err := scripts.FindTrigger(e.Trigger)
	require.NoError(t, err)
	transport := w.transport()
	defer transport.CloseIdleConnections()
	engine := runtime.New(runtime.Config{Transport: transport, Dial: w.dial, Resolve: w.resolve, Roots: w.authority.roots})
	return engine.Run(t.Context(), runtime.Input{
		Program: hook{name: name, source: e.Script, pkg: pkg, folder: pkg}.program(t),
		Trigger: e.Trigger, Payload: json.RawMessage(trigger.Sample()), Secrets: secrets,
		Limits: runtime.Limits{JS: 20 * time.Second},
	})
}

func TestExampleEmailBySMTP(t *testing.T) {
	t.Parallel()
	requireInstalled(t)
	w := newWorld(t, newAuthority(t))
	secrets := map[string]string{"SMTP_HOST": "smtp.example.com", "SMTP_USER": "mailer", "SMTP_PASSWORD": "smtp-password", "MAIL_FROM": "us@example.com"}
	got := runExample(t, w, "email-smtp", "nodemailer", secrets)
	require.Equal(t, scripts.OutcomeReturned, got.Outcome, "%+v", got.Error)
	require.Equal(t, "accepted for user1@foo.com", got.Console[0].Text)
	seen := w.takeSeen()
	require.Contains(t, seen, "smtp 587 secure=true MAIL FROM:<us@example.com>")
	require.Contains(t, seen, "smtp 587 secure=true RCPT TO:<user1@foo.com>")
	secrets["SMTP_PASSWORD"] = "wrong"
	got = runExample(t, w, "email-smtp", "nodemailer", secrets)
	require.Contains(t, got.Error.Message, "535 wrong user or password")
}

func TestExamplePostgres(t *testing.T) {
	t.Parallel()
	requireInstalled(t)
	database := postgres(t)
	if database.missing != "" {
		t.Skip("SKIPPED: the example is not proven without " + database.missing)
	}
	w := newWorld(t, newAuthority(t))
	w.ports["5432"] = database.address
	secrets := map[string]string{"DATABASE_URL": "postgres://postgres:" + databasePassword + "@postgres.example.com:5432/postgres"}
	got := runExample(t, w, "postgres", "pg", secrets)
	require.Contains(t, got.Error.Message, `relation "signups" does not exist`)

	table := hook{pkg: "pg", folder: "pg", source: `module.exports = async function (user, context, cb) {
		const client = new (require('pg').Client)({ connectionString: context.webtask.secrets.DATABASE_URL });
		await client.connect();
		await client.query('CREATE TABLE signups (id text PRIMARY KEY, email text, metadata jsonb, at timestamptz DEFAULT now())');
		await client.end();
		cb();
	};`}
	engine := runtime.New(runtime.Config{Dial: w.dial, Resolve: w.resolve, Roots: w.authority.roots})
	made := engine.Run(t.Context(), runtime.Input{Program: table.program(t), Trigger: scripts.PostUserRegistration,
		Payload: json.RawMessage(`{"user":{},"context":{}}`), Secrets: secrets, Limits: runtime.Limits{JS: 20 * time.Second}})
	require.Equal(t, scripts.OutcomeReturned, made.Outcome, "%+v", made.Error)

	for _, says := range []string{"a new row", "the row was there already"} {
		got = runExample(t, w, "postgres", "pg", secrets)
		require.Equal(t, scripts.OutcomeReturned, got.Outcome, "%+v", got.Error)
		require.Equal(t, says, got.Console[0].Text)
	}
}
