// Package bundle makes what can run of what was written: of a hook in TypeScript, in
// ES modules or in several files one script, and of the npm packages that it requires
// another, which hooks with the same packages share.
//
// It parses foreign source and reads a directory, with no limit of its own on time or
// memory: call it in a process that may hang or die, and that can read nothing else
// (package sandbox/build does).
package bundle

import (
	"path/filepath"

	"github.com/evanw/esbuild/pkg/api"
)

// unsupported is the syntax that goja lacks although ES2022 has it, or that it takes
// and gets wrong (\p{…} never matches). An older target would lower classes and private
// fields too, which goja has.
var unsupported = map[string]bool{
	"async-generator":                 false,
	"decorators":                      false,
	"dynamic-import":                  false,
	"for-await":                       false,
	"regexp-match-indices":            false,
	"regexp-set-notation":             false,
	"regexp-unicode-property-escapes": false,
	"using":                           false,
}

// options are those of every build: what Node does, without what esbuild adds to it.
func options(dir string) api.BuildOptions {
	return api.BuildOptions{
		AbsWorkingDir: dir,
		Bundle:        true,
		Format:        api.FormatCommonJS,
		Platform:      api.PlatformNode,
		// A list, even an empty one, keeps esbuild's own condition "module" away, and
		// so does the other its field.
		Conditions: []string{"node"},
		MainFields: []string{"main"},
		Target:     api.ES2022,
		Supported:  unsupported,
		// A tree has no links, but its own path may be one.
		PreserveSymlinks: true,
		KeepNames:        true, // else esbuild renames what packages compare by name
		Define:           map[string]string{"import.meta.url": `"file:///hook.js"`},
		TsconfigRaw:      "{}", // a tsconfig.json that lies about is not read
		LegalComments:    api.LegalCommentsNone,
		LogLevel:         api.LogLevelSilent,
		LogLimit:         maxMessages,
		Outdir:           filepath.Join(dir, "out"), // nothing is written there
	}
}

// maxMessages bounds the errors of one build.
const maxMessages = 50
