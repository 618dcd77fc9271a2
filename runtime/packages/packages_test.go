// Package packages_test proves that npm packages run unmodified: each hook in testdata
// makes a package's usual calls, here and in real Node, against the same loopback
// servers, and must send the same requests and end in the same way. See docs/packages.md.
package packages_test

import (
	"flag"
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"
)

var update = flag.Bool("update", false, "write what real Node does to testdata/*.want, and docs/packages.md")

// newUser is what every hook is called with. Hooks see the id without its prefix.
const newUser = `{"id":"5f7c8ec7c33c6c004bbafe82","email":"zoe@example.com","name":"Zoë"}`

// secrets are those of every hook.
func secrets() map[string]string {
	return map[string]string{
		"SLACK_HOOK": "https://hooks.slack.com/services/T/B/x", "SLACK_TOKEN": "xoxb-token", "HASURA": "hasura-secret",
		"SENDGRID": "sendgrid-key", "SMTP_PASSWORD": "smtp-password", "MAILGUN": "mailgun-key", "MAILCHIMP": "0123456789abcdef0123456789abcdef-us1",
		"TWILIO_SID": "AC0123456789", "TWILIO_TOKEN": "twilio-token", "STRIPE": "sk_test_1", "AIRTABLE": "airtable-key", "SEGMENT": "segment-key",
		"MIXPANEL": "mixpanel-token", "INTERCOM": "intercom-token", "HUBSPOT": "hubspot-token", "AWS_ID": "AKIA0123456789", "AWS_SECRET": "aws-secret",
		"PRIVATE_KEY": privatePEM(), "ID_TOKEN": idToken(),
		"POSTGRES": "postgres://postgres:" + databasePassword + "@postgres.example.com:5432/postgres",
		"MYSQL":    "mysql://hook:" + databasePassword + "@mysql.example.com:3306/app",
	}
}

// TestPackages runs every hook here and, where it is installed, in real Node, and
// compares both with the .want file that Node wrote. Where a package works with a remark
// or fails, the head says so, and a .here file what is done here instead.
func TestPackages(t *testing.T) {
	t.Parallel()
	requireInstalled(t)
	shared := newAuthority(t)
	hasNode := nodeIs20(t)
	databases := map[string]database{"pg": postgres(t), "mysql2": mariaDB(t)}
	for _, h := range readHooks(t) {
		t.Run(h.name, func(t *testing.T) {
			t.Parallel()
			newOne := func() *world {
				w := newWorld(t, shared)
				w.ports["5432"], w.ports["3306"] = databases["pg"].address, databases["mysql2"].address
				return w
			}
			if missing := databases[h.pkg].missing; missing != "" {
				t.Skip("SKIPPED: " + h.pkg + " is not proven without " + missing)
			}
			if *update {
				require.NoError(t, os.WriteFile(h.path(".want"), []byte(inNode(t, h, newOne())), 0o600))
			} else if hasNode {
				require.Equal(t, h.read(t, ".want"), inNode(t, h, newOne()), "real Node disagrees")
			}
			h.compare(t, here(t, h, newOne()))
		})
	}
}

// compare checks what a run here did.
func (h hook) compare(t *testing.T, got string) {
	t.Helper()
	if h.remark == "" && h.fails == "" {
		require.NoFileExists(t, h.path(".here"), "the head has neither remark nor fails")
		require.Equal(t, h.read(t, ".want"), got)
		return
	}
	if *update {
		require.NoError(t, os.WriteFile(h.path(".here"), []byte(got), 0o600))
	}
	require.Equal(t, h.read(t, ".here"), got)
	require.NotEqual(t, h.read(t, ".want"), got, "it works as in Node: remove the head's remark or fails, and the .here file")
}

func (h hook) path(extension string) string { return filepath.Join("testdata", h.name+extension) }

func (h hook) read(t *testing.T, extension string) string {
	t.Helper()
	text, err := os.ReadFile(h.path(extension))
	require.NoError(t, err)
	return string(text)
}
