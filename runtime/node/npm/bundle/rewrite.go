package main

import (
	"fmt"
	"os"
	"regexp"
	"strings"

	"github.com/evanw/esbuild/pkg/api"
)

// lookupGetter is Object.prototype.__lookupGetter__, which goja lacks.
const lookupGetter = `
function lookupGetter(object, name) {
  for (; object; object = Object.getPrototypeOf(object)) {
    const property = Object.getOwnPropertyDescriptor(object, name);
    if (property) return property.get;
  }
}
`

var lookups = regexp.MustCompile(`([\w.]+)\.__lookupGetter__\(`)

// answers are the parts of node-inspect-extracted that guess what V8 knows, by asking
// the value. goja knows it too: two of its modules are ours instead, and stack traces
// come in Node's form.
var answers = map[string]string{
	"567:(t,e,r)=>{":                  `567:(t,e,r)=>{return void(t.exports=require("internal/types"));`,
	"763:(t,e,r)=>{":                  `763:(t,e,r)=>{return void(t.exports=require("internal/values"));`,
	"return t.stack?wt(t.stack):T(t)": `return internalBinding("inspect").stack(t.stack?wt(t.stack):T(t))`,
}

// rewrite changes node-inspect-extracted where it needs what goja lacks.
func rewrite(build api.PluginBuild) {
	options := api.OnLoadOptions{Filter: `/node-inspect-extracted/dist/inspect\.js$`}
	build.OnLoad(options, func(args api.OnLoadArgs) (api.OnLoadResult, error) {
		source, err := os.ReadFile(args.Path)
		text := lookups.ReplaceAllString(string(source), "lookupGetter($1, ") + lookupGetter
		for from, to := range answers {
			if strings.Count(text, from) != 1 {
				return api.OnLoadResult{}, fmt.Errorf("%q is not there once: look at the new version", from)
			}
			text = strings.Replace(text, from, to, 1)
		}
		return api.OnLoadResult{Contents: &text, Loader: api.LoaderJS}, err
	})
}
