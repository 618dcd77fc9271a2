package bundle

import (
	"fmt"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"strings"

	"github.com/evanw/esbuild/pkg/api"
)

// loaders are those for the files of packages, by extension. Other files are read by
// nobody's require; a pattern such as require('./' + name) finds them nevertheless.
var loaders = map[string]api.Loader{
	"": api.LoaderJS, ".js": api.LoaderJS, ".cjs": api.LoaderJS, ".mjs": api.LoaderJS, ".jsx": api.LoaderJSX,
	".ts": api.LoaderTS, ".cts": api.LoaderTS, ".mts": api.LoaderTS, ".tsx": api.LoaderTSX, ".json": api.LoaderJSON,
}

func (b *builder) load(args api.OnLoadArgs) (api.OnLoadResult, error) {
	result := api.OnLoadResult{ResolveDir: filepath.Dir(args.Path)}
	extension := filepath.Ext(args.Path)
	loader, known := loaders[extension]
	reason, broken := b.broken[args.Path]
	switch {
	case broken:
		return throwing(result, "SyntaxError", "", fmt.Sprintf("%s cannot be loaded: %s", b.relative(args.Path), reason)), nil
	case extension == ".node":
		return throwing(result, "Error", "ERR_DLOPEN_FAILED", fmt.Sprintf(
			"%s is a native addon, which cannot be loaded; use a package that is JavaScript only", b.relative(args.Path))), nil
	case !known:
		empty := ""
		result.Contents, result.Loader = &empty, api.LoaderEmpty
		return result, nil
	}
	source, err := os.ReadFile(args.Path)
	if err != nil {
		return result, err
	}
	text := string(source)
	if instead, ok := standIn(args.Path, text); ok && args.Namespace == "file" {
		text = instead
	}
	if loader != api.LoaderJSON {
		text = b.places(args.Path, rewrite(text))
	}
	result.Contents, result.Loader = &text, loader
	return result, nil
}

// throwing makes the file one that throws when it is required.
func throwing(result api.OnLoadResult, class, code, message string) api.OnLoadResult {
	text := fmt.Sprintf("throw Object.assign(new %s(%s), %q ? { code: %[3]q } : {});\n", class, quote(message), code)
	result.Contents, result.Loader = &text, api.LoaderJS
	return result
}

// asyncGenerator is how packages reach %AsyncGeneratorPrototype% (whatwg-url,
// get-stream). The function is lowered to one that has no such prototype.
var asyncGenerator = regexp.MustCompile(`Object\.getPrototypeOf\(\s*(?:/\*[^*]*\*/\s*)?async\s+function\s*\*\s*\(\s*\)\s*\{\s*\}\s*\)\.prototype`)

// rewrite replaces what lowering would break, within its line.
func rewrite(source string) string {
	if !strings.Contains(source, "async") {
		return source
	}
	return asyncGenerator.ReplaceAllString(source, "Object.create({ [Symbol.asyncIterator]() { return this; } })")
}

// places gives a file the names that Node gives it. The tree's root is "/" to packages.
func (b *builder) places(file, source string) string {
	if !strings.Contains(source, "__dirname") && !strings.Contains(source, "__filename") || ownPlaces.MatchString(source) {
		return source
	}
	name := "/" + b.relative(file)
	names := fmt.Sprintf("var __filename = %q, __dirname = %q; ", name, path.Dir(name))
	if strict.MatchString(source) {
		names = `"use strict"; ` + names
	}
	if strings.HasPrefix(source, "#!") {
		names += "//"
	}
	return names + source
}

var (
	// ownPlaces is how ES modules declare the names themselves.
	ownPlaces = regexp.MustCompile(`(?:const|let)\s+__(?:dir|file)name\b`)
	strict    = regexp.MustCompile(`^(?:\s|//[^\n]*\n|/\*(?s:.*?)\*/)*(?:'use strict'|"use strict")`)
)
