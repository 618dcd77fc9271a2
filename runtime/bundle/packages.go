package bundle

import (
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"sync"

	"github.com/evanw/esbuild/pkg/api"
)

// DefaultMaxBytes bounds a packages script unless told otherwise: the largest packages
// in use, @hubspot/api-client 13 and twilio 6, make 11 MB and 8 MB.
const DefaultMaxBytes = 16 << 20

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

// Set is a packages script. It is the body of a CommonJS module that exports an object:
// by specifier, a function that requires it. Nothing of a package runs before that
// call. What is not in the script it requires from the runtime.
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

// table is the entry: the object that the script exports.
func (b *builder) table() string {
	var js strings.Builder
	js.WriteString("module.exports = {\n")
	specifiers := slices.Clone(b.Specifiers)
	slices.Sort(specifiers)
	for _, s := range slices.Compact(specifiers) {
		quoted, err := json.Marshal(s)
		if err != nil || IsCore(s) || b.missing[s] {
			continue
		}
		fmt.Fprintf(&js, "  %s: () => require(%[1]s),\n", quoted)
	}
	js.WriteString("};\n")
	return js.String()
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
