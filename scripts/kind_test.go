package scripts

import (
	"testing"

	"github.com/stretchr/testify/require"
)

func TestKinds(t *testing.T) {
	t.Parallel()
	for source, want := range map[string]Kind{
		`module.exports = function (user, context, cb) { cb(); };`:                                                 KindHook,
		`module.exports = function (user, context, callback) { callback(null, user, context); };`:                  KindHook,
		`function (user, context, callback) { callback(null, user, context); }`:                                    KindRule,
		`function (user, context, callback) { callback(null, { user }); }`:                                         KindHook,
		`function (user, context, cb) { callback(null, user, context); }`:                                          KindHook,
		`function emails(u, c, done) { fetch(configuration.URL); done(null, u, c); }`:                              KindRule,
		"// a rule\n/* of old */ async function (user, context, callback) {\n throw new UnauthorizedError('x'); }": KindRule,
		`(function (user, context, callback) { auth0.users.updateAppMetadata(1, {}); });`:                          KindRule,
		`function (user, cb) { cb(configuration.X); }`:                                                             KindHook,
		`exports.onExecutePostUserRegistration = async (event, api) => {};`:                                        KindAction,
		`exports['onExecutePostUserRegistration'] = async (event, api) => {};`:                                     KindAction,
		`module.exports = { onExecutePostUserRegistration: async () => {} };`:                                      KindAction,
		`export const onExecutePostUserRegistration = async (event, api) => {};`:                                   KindAction,
		`// exports.onExecutePostUserRegistration = f` + "\n" + `module.exports = function () {};`:                 KindHook,
		`module.exports = function (user, context, cb) { cb(null, 'https://x/onExecute'); };`:                      KindHook,
	} {
		require.Equal(t, want, KindOf(PostUserRegistration, source), source)
	}
	require.Equal(t, KindHook, KindOf(PreUserRegistration, `function (user, context, callback) { callback(null, user, context); }`))
	require.Equal(t, KindRule, KindOf(RulesPipeline, `module.exports = (user, context, done) => done();`))
}
