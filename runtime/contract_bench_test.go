package runtime_test

import (
	"context"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/hookline/hookline/runtime"
	"github.com/hookline/hookline/scripts"
)

// BenchmarkContract is what context.webtask and the wrappers of rules and actions add to a
// run, without HTTP and processes around it.
func BenchmarkContract(b *testing.B) {
	starter, err := scripts.FindTrigger(scripts.PreUserRegistration)
	require.NoError(b, err)
	for _, c := range []struct {
		name    string
		trigger scripts.TriggerID
		script  string
	}{
		{"starter", scripts.PreUserRegistration, starter.Starter()},
		{"webtask", scripts.PreUserRegistration, `module.exports = function (user, context, cb) {
			if (!context.webtask.secrets.SLACK_HOOK || !context.webtask.meta['hook-name'] || context.webtask.body.user !== user) throw new Error('x');
			cb(null, { user: user });
		};`},
		{"action", scripts.PreUserRegistration, `exports.onExecutePreUserRegistration = async (event, api) => {
			api.user.setAppMetadata('plan', event.user.app_metadata.plan);
			api.user.setUserMetadata('hobby', event.user.user_metadata.hobby);
		};`},
		{"function in the pipeline", scripts.RulesPipeline, `function (user, context, callback) { callback(null, user, context); }`},
		{"rule after registration", scripts.PostUserRegistration, `function (user, context, callback) { configuration.SLACK_HOOK; callback(null, user, context); }`},
		{"hook after registration", scripts.PostUserRegistration, `module.exports = function (user, context, cb) { configuration.SLACK_HOOK; cb(null, user, context); };`},
	} {
		b.Run(c.name, func(b *testing.B) {
			program, err := runtime.Compile(c.script)
			require.NoError(b, err)
			engine := runtime.New(runtime.Config{})
			in := runtime.Input{Program: program, Trigger: c.trigger, Payload: sample(b, c.trigger),
				Secrets: map[string]string{"SLACK_HOOK": "https://hooks.slack.com/services/x"}, Meta: map[string]string{"hook-name": "welcome"}}
			b.ReportAllocs()
			for b.Loop() {
				if out := engine.Run(context.Background(), in); out.Outcome != scripts.OutcomeReturned {
					b.Fatal(out.Outcome, out.Error)
				}
			}
		})
	}
}
