package main

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/hookline/hookline/runtime/npm"
	"github.com/hookline/hookline/runtime/npm/npmtest"
)

// TestModulesPull: what was pulled can be installed without the registry.
func TestModulesPull(t *testing.T) {
	t.Parallel()
	r := npmtest.New(t)
	r.Publish("a@1.0.0", "b@^1")
	r.Publish("b@1.2.0")
	r.Publish("@s/c@2.0.0")
	r.Publish("uuid@3.4.0")
	r.Publish("uuid@9.0.0")
	data := t.TempDir()
	cmd := hookline("modules", "pull", "--data", data, "a@^1.0.0", "@s/c", "uuid", "slack-notify")
	cmd.Env = append(os.Environ(), "HOOKLINE_NPM_REGISTRY="+r.URL, asHookline+"=1")
	out, err := cmd.CombinedOutput()
	require.NoError(t, err, "%s", out)
	require.Equal(t, "[1/4] a ^1.0.0: 2 packages\n[2/4] @s/c latest: 1 packages\n[3/4] uuid 3.4.0: 1 packages\n[4/4] slack-notify 0.1.7: built in\n", string(out))

	i, err := npm.Open(npm.Config{Cache: filepath.Join(data, "npm"), Registry: r.URL, Offline: true})
	require.NoError(t, err)
	defer i.Close()
	lock, err := i.Resolve(t.Context(), map[string]string{"a": "1", "uuid": "3.4.0"}, nil)
	require.NoError(t, err)
	require.Len(t, lock.Packages, 3)
}

// TestModulesPullGoesOn: after a module that cannot be had come the others.
func TestModulesPullGoesOn(t *testing.T) {
	t.Parallel()
	r := npmtest.New(t)
	r.Publish("a@1.0.0")
	out, err := hookline("modules", "pull", "--data", t.TempDir(), "--npm-registry", r.URL, "absent", "a").CombinedOutput()
	require.Error(t, err)
	require.Contains(t, string(out), "[1/2] absent latest: failed\n[2/2] a latest: 1 packages\n")
	require.Contains(t, string(out), "not in the registry")
}

func TestModulesList(t *testing.T) {
	t.Parallel()
	out, err := hookline("modules", "ls").CombinedOutput()
	require.NoError(t, err, "%s", out)
	require.Regexp(t, `(?m)^lodash +4\.17\.21 *$`, string(out))
	require.Regexp(t, `(?m)^slack-notify +0\.1\.7 +built in$`, string(out))
}
