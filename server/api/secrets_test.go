package api

import (
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/hookline/hookline/scripts"
)

// secretText is looked for wherever it must not be.
const secretText = "xoxb-confidential-0001"

// opened is what a run of the hook would be given.
func (w *world) opened(id string) map[string]string {
	w.t.Helper()
	w.want(200, "POST", "/api/v2/hooks/"+id+"/run", sample(scripts.PostUserRegistration))
	open := map[string]string{}
	for name, value := range w.sandbox.last().Secrets {
		open[name] = value.Reveal()
	}
	return open
}

func TestSecretLife(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	id := w.create("hook")
	path := "/api/v2/hooks/" + id + "/secrets"
	require.Equal(t, `{}`, w.want(200, "GET", path, ""))
	require.Equal(t, `{}`, w.want(201, "POST", path, `{"A":"`+secretText+`","api-key":"é\n","__proto__":""}`))
	require.Equal(t, `{"A":"_VALUE_NOT_SHOWN_","__proto__":"_VALUE_NOT_SHOWN_","api-key":"_VALUE_NOT_SHOWN_"}`, w.want(200, "GET", path, ""))
	require.Equal(t, map[string]string{"A": secretText, "api-key": "é\n", "__proto__": ""}, w.opened(id))

	require.Equal(t, `{}`, w.want(201, "PATCH", path, `{"api-key":"new","A":"_VALUE_NOT_SHOWN_"}`))
	require.Equal(t, map[string]string{"A": secretText, "api-key": "new", "__proto__": ""}, w.opened(id), "the mask changes nothing")
	w.want(201, "PATCH", path, `{"A":"_VALUE_NOT_SHOWN_"}`)

	require.Empty(t, w.want(204, "DELETE", path, `["api-key","__proto__","api-key"]`))
	require.Equal(t, map[string]string{"A": secretText}, w.opened(id))

	sealed, err := w.store.Secrets(t.Context(), scripts.DefaultTenant, scripts.HookID(id))
	require.NoError(t, err)
	require.NotContains(t, string(sealed["A"]), secretText)
	require.NotContains(t, w.log.String(), secretText)
}

func TestBadSecrets(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	path := "/api/v2/hooks/" + w.create("hook") + "/secrets"
	w.want(201, "POST", path, `{"A":"`+secretText+`"}`)
	value := `"` + secretText + `"`
	for body, says := range map[string]string{
		``:                          "the body is empty",
		`[]`:                        "Expected type object",
		`{}`:                        "Too few properties defined (0), minimum 1",
		`{"B":1}`:                   "'Expected type string but found type number' on property B (the secret's value",
		`{"B":null}`:                "found type null' on property B",
		`{"B":{"C":` + value + `}}`: "found type object' on property B",
		`{"":` + value + `}`:        "name has 0 chars",
		`{"` + strings.Repeat("é", 129) + `":` + value + `}`:                       "name has 129 chars",
		`{"B":"` + secretText + strings.Repeat("x", 4096-len(secretText)+1) + `"}`: "String is too long (4097 bytes), maximum 4096' on property B",
		`{"B":` + value + `,"B":` + value + `}`:                                    `duplicate name \"/B\"`,
		`{` + numbered(21, value) + `}`:                                            "Too many properties defined (21), maximum 20",
		`{"B":"_VALUE_NOT_SHOWN_"}`:                                                "_VALUE_NOT_SHOWN_ is what is shown in place of a value",
	} {
		for _, method := range []string{"POST", "PATCH"} {
			answer := w.want(400, method, path, body)
			require.Contains(t, answer, says, body)
			require.NotContains(t, answer, secretText)
		}
	}
	require.Contains(t, w.want(400, "POST", path, `{"A":"_VALUE_NOT_SHOWN_"}`), "_VALUE_NOT_SHOWN_ is what")
	require.NotContains(t, w.want(409, "POST", path, `{"C":"c","A":`+value+`}`), secretText)
	require.NotContains(t, w.want(404, "PATCH", path, `{"A":"a","C":`+value+`}`), secretText)
	w.want(400, "POST", path, `{`+numbered(20, value)+`}`) // 21 with the one that is there
	for body, says := range map[string]string{
		``:     "the body is empty; send an array",
		`{}`:   "Expected type array but found type object",
		`[]`:   "Array is too short (0), minimum 1",
		`[1]`:  "Expected type string but found type number",
		`[""]`: "name has 0 chars",
		`["A"`: "send all of it",
		`[` + strings.Repeat(`"A",`, 20) + `"A"]`: "Array is too long (21), maximum 20",
	} {
		require.Contains(t, w.want(400, "DELETE", path, body), says, body)
	}
	w.want(404, "DELETE", path, `["A","B"]`)
	require.Equal(t, `{"A":"_VALUE_NOT_SHOWN_"}`, w.want(200, "GET", path, ""), "all or nothing")
	require.NotContains(t, w.log.String(), secretText)
}

func numbered(n int, value string) string {
	members := make([]string, n)
	for i := range members {
		members[i] = fmt.Sprintf(`"N%d":%s`, i, value)
	}
	return strings.Join(members, ",")
}

// TestReplaceSecrets sends what go-auth0's ReplaceSecrets and RemoveAllSecrets send.
func TestReplaceSecrets(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	id := w.create("hook")
	path := "/api/v2/hooks/" + id + "/secrets"
	w.want(201, "POST", path, `{"KEEP":"1","GONE":"2"}`)
	w.want(200, "GET", path, "null\n")
	w.want(201, "POST", path, `{"NEW":"3"}`)
	w.want(201, "PATCH", path, `{"KEEP":"4"}`)
	w.want(204, "DELETE", path, `["GONE"]`)
	require.Equal(t, map[string]string{"KEEP": "4", "NEW": "3"}, w.opened(id))
	w.want(204, "DELETE", path, `["KEEP","NEW"]`)
	require.Equal(t, `{}`, w.want(200, "GET", path, ""))
}
