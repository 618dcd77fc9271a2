package api

import (
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/hookline/hookline/scripts"
)

func TestHookLife(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	created := w.want(201, "POST", "/api/v2/hooks",
		`{"name":"My Hook407","script":"module.exports = a < b","triggerId":"pre-user-registration","dependencies":{"axios":">=1"}}`)
	id := field(t, created, "id")
	require.Equal(t, `{"id":"`+id+`","name":"my-hook407","script":"module.exports = a < b",`+
		`"dependencies":{"axios":">=1"},"triggerId":"pre-user-registration","enabled":false}`, created)

	read := `{"id":"` + id + `","name":"my-hook407","script":"module.exports = a < b",` +
		`"dependencies":{"axios":">=1"},"enabled":false,"triggerId":"pre-user-registration"}`
	require.Equal(t, read, w.want(200, "GET", "/api/v2/hooks/"+id, ""))
	require.Equal(t, read, w.want(200, "GET", "/api/v2/hooks/"+id, "null\n"), "go-auth0 0.17 sends a body with GET")
	require.Equal(t, "["+read+"]", w.want(200, "GET", "/api/v2/hooks", ""))

	changed := strings.Replace(strings.Replace(read, "my-hook407", "other", 1), "false", "true", 1)
	require.Equal(t, changed, w.want(200, "PATCH", "/api/v2/hooks/"+id, `{"name":"other","enabled":"true"}`))
	changed = strings.Replace(changed, `{"axios":">=1"}`, `{}`, 1)
	require.Equal(t, changed, w.want(200, "PATCH", "/api/v2/hooks/"+id, `{"dependencies":{}}`))

	for _, body := range []string{"{}", "null", ""} {
		require.Empty(t, w.want(204, "DELETE", "/api/v2/hooks/"+id, body))
		w.want(404, "GET", "/api/v2/hooks/"+id, "")
		id = w.create("next")
	}
}

func TestUnknownHook(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	for route, body := range map[string]string{
		"GET ":            "",
		"PATCH ":          `{"enabled":true}`,
		"DELETE ":         "",
		"GET /secrets":    "",
		"POST /secrets":   `{"A":"b"}`,
		"PATCH /secrets":  `{"A":"b"}`,
		"DELETE /secrets": `["A"]`,
		"POST /run":       sample("post-user-registration"),
	} {
		method, path, _ := strings.Cut(route, " ")
		require.Equal(t, `{"statusCode":404,"error":"Not Found","message":"Error: Hook does not exist","errorCode":"HookDoesNotExist"}`,
			w.want(404, method, "/api/v2/hooks/01GEPVQEH9SX3RSTYY561TR92N"+path, body), route)
		require.Contains(t, w.want(400, method, "/api/v2/hooks/a%2Fb"+path, body), "invalid_uri", route)
	}
	w.want(404, "PATCH", "/api/v2/hooks/nobody", `{"script":"broken"}`)
}

func TestBadHooks(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	id := w.create("there")
	with := func(member string) string {
		// A later member of the same name would be a duplicate, so each is left out.
		all := map[string]string{"name": `"n"`, "script": `"s"`, "triggerId": `"post-user-registration"`}
		name := strings.Trim(member[:strings.IndexByte(member, ':')], `"`)
		delete(all, name)
		for n, v := range all {
			member += `,"` + n + `":` + v
		}
		return "{" + member + "}"
	}
	for name, c := range map[string]struct{ body, says string }{
		"empty":             {" ", "the body is empty; send an object"},
		"not JSON":          {"hello", "not valid JSON at byte 0"},
		"an array":          {"[]", "Expected type object but found type array"},
		"cut off":           {`{"name":`, "send all of it"},
		"two values":        {`{}{}`, "there is more after"},
		"nested":            {with(`"x":` + strings.Repeat("[", 200) + strings.Repeat("]", 200)), "nested over 200 levels"},
		"duplicate":         {`{"name":"a","name":"b"}`, `duplicate name \"/name\"`},
		"not UTF-8":         {"{\"name\":\"\xff\"}", "invalid UTF-8"},
		"unknown key":       {with(`"extra":1`), "Additional properties not allowed: extra"},
		"key in other case": {with(`"Name":"x"`), "Additional properties not allowed: Name"},
		"name: number":      {with(`"name":1`), "'Expected type string but found type number' on property name (letters"},
		"name: null":        {with(`"name":null`), "found type null' on property name"},
		"name: dash first":  {with(`"name":"-a"`), "does not match pattern ^[a-zA-Z0-9]("},
		"name: dash last":   {with(`"name":"a-"`), "does not match pattern"},
		"name: underscore":  {with(`"name":"a_b"`), "does not match pattern"},
		"name: newline":     {with(`"name":"a\n"`), "does not match pattern"},
		"name: empty":       {with(`"name":""`), "does not match pattern"},
		"name: long":        {with(`"name":"` + strings.Repeat("a", 129) + `"`), "String is too long (129 chars), maximum 128"},
		"script: empty":     {with(`"script":""`), "String is too short (0 chars), minimum 1' on property script"},
		"script: object":    {with(`"script":{}`), "found type object' on property script"},
		"script: long":      {with(`"script":"` + strings.Repeat("a", scripts.MaxScriptBytes+1) + `"`), "String is too long (102401 bytes), maximum 102400' on property script (the hook's code, at most 100 kB"},
		"script: broken":    {with(`"script":"let broken"`), `hook.js:1:8: Unexpected token\nlet broken`},
		"trigger":           {with(`"triggerId":"post-login"`), "No enum match for: post-login' on property triggerId (one of credentials-exchange, "},
		"trigger: array":    {with(`"triggerId":[]`), "found type array' on property triggerId"},
		"enabled":           {with(`"enabled":"yes"`), "Expected type boolean but found type string' on property enabled"},
		"enabled: number":   {with(`"enabled":1`), "found type number' on property enabled"},
		"dependencies":      {with(`"dependencies":[]`), "Expected type object but found type array' on property dependencies"},
		"deps: number":      {with(`"dependencies":{"axios":1}`), "found type number for axios' on property dependencies"},
		"deps: no name":     {with(`"dependencies":{"":"1"}`), "Package names have 1 to 214"},
		"deps: no version":  {with(`"dependencies":{"axios":""}`), "version range of axios"},
	} {
		require.Contains(t, w.want(400, "POST", "/api/v2/hooks", c.body), c.says, name)
		// A PATCH says the same of every member, except that triggerId is none of its.
		patch := strings.Replace(c.body, `"triggerId":"post-user-registration"`, `"enabled":false`, 1)
		if strings.Count(patch, `"enabled"`) < 2 && !strings.Contains(patch, "triggerId") {
			require.Contains(t, w.want(400, "PATCH", "/api/v2/hooks/"+id, patch), c.says, name)
		}
	}
	for missing, body := range map[string]string{
		"name":      `{"script":"s","triggerId":"post-user-registration"}`,
		"script":    `{"name":"n","triggerId":"post-user-registration"}`,
		"triggerId": `{"name":"n","script":"s"}`,
	} {
		require.Contains(t, w.want(400, "POST", "/api/v2/hooks", body), "Missing required property: "+missing)
	}
	require.Contains(t, w.want(400, "PATCH", "/api/v2/hooks/"+id, `{}`), "Too few properties defined (0), minimum 1")
	require.Contains(t, w.want(400, "PATCH", "/api/v2/hooks/"+id, `{"triggerId":"post-user-registration"}`), "not allowed: triggerId")
	require.Equal(t, `{"id":"`+id+`","name":"there","script":"module.exports = f","dependencies":{},"enabled":false,"triggerId":"post-user-registration"}`,
		w.want(200, "GET", "/api/v2/hooks/"+id, ""), "nothing was changed")
}

func TestScriptAtItsLimit(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.want(201, "POST", "/api/v2/hooks", `{"name":"n","triggerId":"post-user-registration","script":"`+strings.Repeat(`\n`, scripts.MaxScriptBytes)+`"}`)
}

func TestNameConflict(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.create("one two")
	id := w.create("three")
	w.want(409, "POST", "/api/v2/hooks", `{"name":"One-Two","script":"s","triggerId":"post-user-registration"}`)
	w.want(409, "PATCH", "/api/v2/hooks/"+id, `{"name":"one two"}`)
}

func TestEnablingDisablesTheOther(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	one := w.create("one", `"enabled":true`)
	two := w.create("two", `"enabled":"true"`)
	require.Contains(t, w.want(200, "GET", "/api/v2/hooks/"+one, ""), `"enabled":false`)
	require.Contains(t, w.want(200, "GET", "/api/v2/hooks/"+two, ""), `"enabled":true`)
}

func TestListHooks(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	var ids []string
	for i := range 3 {
		ids = append(ids, w.create(fmt.Sprintf("n%d", i), fmt.Sprintf(`"enabled":%v`, i == 1)))
	}
	for query, want := range map[string]string{
		"?fields=id,enabled&enabled=true":             `[{"id":"` + ids[1] + `","enabled":true}]`,
		"?fields=name&per_page=2":                     `[{"name":"n0"},{"name":"n1"}]`,
		"?fields=name&per_page=2&page=1":              `[{"name":"n2"}]`,
		"?fields=name&per_page=2&page=2":              `[]`,
		"?per_page=0":                                 `[]`,
		"?triggerId=send-phone-message":               `[]`,
		"?fields=name&include_fields=true&per_page=1": `[{"name":"n0"}]`,
		"?fields=id,script,dependencies,enabled&include_fields=false&per_page=1": `[{"name":"n0","triggerId":"post-user-registration"}]`,
		"?fields=name&include_totals=true&per_page=1&page=1":                     `{"start":1,"limit":1,"total":3,"hooks":[{"name":"n1"}]}`,
		"?page=1&per_page=50&include_totals=true":                                `{"start":50,"limit":50,"total":3,"hooks":[]}`,
	} {
		require.Equal(t, want, w.want(200, "GET", "/api/v2/hooks"+query, ""), query)
	}
	for query, says := range map[string]string{
		"?page=-1":                    "on property page (an integer from 0",
		"?page=9999999999999":         "on property page",
		"?per_page=101":               "on property per_page (an integer from 0 to 100)",
		"?per_page=ten":               "Invalid value: ten",
		"?include_totals=1":           "on property include_totals (true or false)",
		"?enabled=yes":                "on property enabled",
		"?triggerId=x":                "No enum match for: x' on property triggerId",
		"?fields=password":            "No enum match for: password' on property fields",
		"?trigger_id=x":               "Additional properties not allowed: trigger_id",
		"?enabled=true&enabled=false": "Given 2 times' on property enabled",
		"?a=%zz":                      "not well-formed",
	} {
		require.Contains(t, w.want(400, "GET", "/api/v2/hooks"+query, ""), says, query)
	}
	require.Equal(t, `{"name":"n0"}`, w.want(200, "GET", "/api/v2/hooks/"+ids[0]+"?fields=name", ""))
	require.Contains(t, w.want(400, "GET", "/api/v2/hooks/"+ids[0]+"?fields=x", ""), "invalid_query_string")
}
