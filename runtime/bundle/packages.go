package bundle

import (
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"

	"github.com/evanw/esbuild/pkg/api"
)

// DefaultMaxBytes bounds a packages script unless told otherwise: the largest packages
// in use make 8 MB (twilio 6), 11 MB (@hubspot/api-client 13) and 24 MB (aws-sdk 2, most
// of it JSON). A worker holds it compressed.
const DefaultMaxBytes = 32 << 20

// Packages says what to bundle.
type Packages struct {
	// Dir is an absolute path; its node_modules is the tree.
	Dir string `json:"dir"`
	// Specifiers are what the hook may require: "axios", "uuid/v4". Core modules among
	// them are left out: the runtime has them.
	Specifiers []string `json:"specifiers"`
	// MaxBytes bounds the script. 0 is DefaultMaxBytes.
	MaxBytes int `json:"max_bytes,omitempty"`
}

// Set is a packages script: the body of a CommonJS module that exports two objects.
// modules has, by specifier, a function that requires it; versions has those of the
// packages, by name. Nothing of a package runs before such a call. What is not in the
// script it requires from the runtime.
type Set struct {
	Script []byte `json:"-"`
	// Missing are the specifiers that the tree does not have. They are not in the script.
	Missing []string `json:"missing,omitempty"`
	// Broken are files that could not be bundled. They throw when they are required.
	Broken []Broken `json:"broken,omitempty"`
}

// Broken is a file that is not JavaScript, or that needs what the runtime has not.
type Broken struct {
	File   string `json:"file"` // beneath Packages.Dir
	Reason string `json:"reason"`
}

// ErrTooLarge says that the script exceeds its limit.
var ErrTooLarge = errors.New("the bundle is too large")

// maxPasses bounds how often a build is repeated without the files that broke it.
const maxPasses = 4

// BundlePackages makes the script. The same tree and specifiers give the same bytes.
func BundlePackages(p Packages) (Set, error) {
	b := builder{Packages: p, broken: map[string]string{}, missing: map[string]bool{}}
	if b.MaxBytes == 0 {
		b.MaxBytes = DefaultMaxBytes
	}
	for range maxPasses {
		known := len(b.missing)
		result := b.build()
		switch {
		case len(result.Errors) == 0 && len(b.missing) == known:
			return b.set(result)
		case len(result.Errors) > 0 && !b.putAside(result.Errors):
			return Set{}, fmt.Errorf("bundle packages: %s", describe(result.Errors[0]))
		}
	}
	return Set{}, fmt.Errorf("bundle packages: more than %d files cannot be bundled", len(b.broken))
}

// builder is one call of BundlePackages.
type builder struct {
	Packages
	broken map[string]string // reason by path; not changed during a build

	mu      sync.Mutex
	missing map[string]bool
}

func (b *builder) build() api.BuildResult {
	options := options(b.Dir)
	options.Stdin = &api.StdinOptions{Contents: b.table(), ResolveDir: b.Dir, Sourcefile: tableFile, Loader: api.LoaderJS}
	options.Plugins = []api.Plugin{{Name: "packages", Setup: b.setup}}
	return api.Build(options)
}

// tableFile is the name of the entry, which is no file.
const tableFile = "hookline-packages.js"

// table is the entry: what the script exports.
func (b *builder) table() string {
	var modules, versions strings.Builder
	named := map[string]bool{}
	specifiers := slices.Clone(b.Specifiers)
	slices.Sort(specifiers)
	for _, s := range slices.Compact(specifiers) {
		if IsCore(s) || b.missing[s] {
			continue
		}
		fmt.Fprintf(&modules, "  %s: () => require(%[1]s),\n", quote(s))
		name := packageName(s)
		if version := b.version(name); version != "" && !named[name] {
			fmt.Fprintf(&versions, "  %s: %s,\n", quote(name), quote(version))
		}
		named[name] = true
	}
	return "exports.modules = {__proto__: null,\n" + modules.String() + "};\nexports.versions = {__proto__: null,\n" + versions.String() + "};\n"
}

// quote writes a JavaScript string.
func quote(s string) string {
	text, err := json.Marshal(s)
	if err != nil {
		panic(err) // a string can be marshaled
	}
	return string(text)
}

// version is that of a package at the tree's top, empty if it has none.
func (b *builder) version(name string) string {
	var manifest struct {
		Version string `json:"version"`
	}
	text, err := os.ReadFile(filepath.Join(b.Dir, "node_modules", filepath.FromSlash(name), "package.json"))
	if err != nil || json.Unmarshal(text, &manifest) != nil {
		return ""
	}
	return manifest.Version
}

// packageName is "x" of "x/sub/path" and "@scope/x" of "@scope/x/sub/path".
func packageName(specifier string) string {
	parts := strings.SplitN(specifier, "/", 3)
	if strings.HasPrefix(specifier, "@") && len(parts) > 1 {
		return parts[0] + "/" + parts[1]
	}
	return parts[0]
}

func (b *builder) set(result api.BuildResult) (Set, error) {
	set := Set{Script: result.OutputFiles[0].Contents}
	if len(set.Script) > b.MaxBytes {
		return Set{}, fmt.Errorf("%w: the packages make %d bytes; at most %d are allowed", ErrTooLarge, len(set.Script), b.MaxBytes)
	}
	set.Missing = slices.Sorted(maps.Keys(b.missing))
	for file, reason := range b.broken {
		set.Broken = append(set.Broken, Broken{b.relative(file), reason})
	}
	slices.SortFunc(set.Broken, func(x, y Broken) int { return strings.Compare(x.File, y.File) })
	return set, nil
}

// putAside marks the files that have errors. It reports whether any is new.
func (b *builder) putAside(faults []api.Message) (any bool) {
	for _, fault := range faults {
		if fault.Location == nil || fault.Location.File == tableFile {
			continue
		}
		path := b.absolute(fault.Location.File)
		if _, known := b.broken[path]; !known {
			b.broken[path] = describe(fault)
			any = true
		}
	}
	return any
}

// describe is an error of esbuild on one line.
func describe(m api.Message) string {
	if m.Location == nil {
		return m.Text
	}
	return fmt.Sprintf("%s:%d:%d: %s", m.Location.File, m.Location.Line, m.Location.Column+1, m.Text)
}
