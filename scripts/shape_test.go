package scripts

import (
	"encoding/json"
	"os"
	"testing"

	"github.com/stretchr/testify/require"
)

func TestTypingsAreCurrent(t *testing.T) {
	t.Parallel()
	kept, err := os.ReadFile("typings/hookline.d.ts")
	require.NoError(t, err)
	require.Equal(t, string(kept), Typings(), "run make gen")
}

// TestShapesDescribePayloads: every member of a sample is described, and what the checks
// demand is required.
func TestShapesDescribePayloads(t *testing.T) {
	t.Parallel()
	for _, trigger := range Triggers() {
		var sample map[string]any
		require.NoError(t, json.Unmarshal(trigger.Sample(), &sample))
		described(t, string(trigger.ID), sample, trigger.shape)
		for _, member := range trigger.shape {
			if member.optional {
				continue
			}
			body := decode(trigger.Sample())
			delete(body, member.name)
			require.Error(t, trigger.CheckPayload(encode(body)), "%s without %s", trigger.ID, member.name)
		}
		var schema struct{ Required []string }
		require.NoError(t, json.Unmarshal(trigger.PayloadSchema(), &schema))
		require.NotEmpty(t, schema.Required, trigger.ID)
	}
}

func described(t *testing.T, path string, value map[string]any, fields []field) {
	for name, v := range value {
		found := false
		for _, f := range fields {
			if f.name == name {
				found = true
				if inner, ok := v.(map[string]any); ok && f.kind == "" {
					described(t, path+"."+name, inner, f.fields)
				}
			}
		}
		require.True(t, found, "%s.%s is not described", path, name)
	}
}

func TestExamplesAreThere(t *testing.T) {
	t.Parallel()
	names, err := files.ReadDir("examples")
	require.NoError(t, err)
	require.Len(t, names, len(Examples()))
	for _, e := range Examples() {
		found, err := FindExample(e.Name)
		require.NoError(t, err)
		require.Contains(t, found.Script, "module.exports = ")
		trigger, err := FindTrigger(e.Trigger)
		require.NoError(t, err)
		require.Contains(t, found.Script, trigger.typeName()+"Hook}", "%s declares its trigger", e.Name)
		for name := range e.Dependencies {
			require.Contains(t, found.Script, "Dependency: "+name)
		}
	}
	_, err = FindExample("../starters/rules")
	require.ErrorIs(t, err, ErrNotFound)
}
