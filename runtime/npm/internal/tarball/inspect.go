package tarball

import (
	"io"
	"path"
	"regexp"
	"slices"
	"strings"

	"github.com/hookline/hookline/runtime/npm/internal/fault"
	"github.com/hookline/hookline/runtime/npm/internal/packument"
)

// Contents are what an installation must know of a package's files before it is laid.
type Contents struct {
	Manifest *packument.Manifest
	// Native says why the package needs code for a processor; empty if it does not.
	Native string
	// Bundled are the manifests of the packages that the tarball brings along, by their
	// place in it: "node_modules/a", "node_modules/a/node_modules/@b/c".
	Bundled map[string]*packument.Manifest
}

// maxManifestBytes bounds a package.json.
const maxManifestBytes = 4 << 20

// bundledManifest matches the package.json of a package that is brought along.
var bundledManifest = regexp.MustCompile(`^((?:node_modules/(?:@[^/]+/)?[^/]+/)+)package\.json$`)

// Inspect reads a whole package, so that Unpack will find nothing to refuse.
func Inspect(r io.Reader, limits Limits) (*Contents, error) {
	c := &Contents{Bundled: map[string]*packument.Manifest{}}
	addon := ""
	err := walk(r, limits, func(name string, size int64, r io.Reader) error {
		if name == "binding.gyp" || path.Ext(name) == ".node" && addon == "" {
			addon = name
		}
		within := bundledManifest.FindStringSubmatch(name)
		if name != "package.json" && within == nil {
			return nil
		}
		m, err := readManifest(r, size)
		if within != nil {
			if err == nil { // else no package, as for npm
				c.Bundled[strings.TrimSuffix(within[1], "/")] = m
			}
			return nil
		}
		c.Manifest = m
		return err
	})
	if err != nil {
		return nil, err
	}
	if c.Manifest == nil {
		return nil, fault.Invalid("it has no package.json")
	}
	c.Native = native(c.Manifest, addon)
	return c, nil
}

func readManifest(r io.Reader, size int64) (*packument.Manifest, error) {
	if size > maxManifestBytes {
		return nil, fault.Invalid("its package.json has more than %d MiB", maxManifestBytes>>20)
	}
	text, err := io.ReadAll(r)
	if err != nil {
		return nil, err
	}
	m, err := packument.ParseManifest(text)
	if err != nil {
		return nil, fault.Invalid("its package.json cannot be read: %v", err)
	}
	return m, nil
}

// builders are the commands with which install scripts make or fetch an addon.
var builders = regexp.MustCompile(`\b(node-gyp|node-gyp-build|prebuild-install|node-pre-gyp|node-gyp-build-optional-packages|cmake-js|napi-postinstall)\b`)

// native says what makes a package need an addon: the recipe to build one, a script that
// does, or a main file that is one. addon is a file of the package that hints at it.
func native(m *packument.Manifest, addon string) string {
	if addon == "binding.gyp" || m.Gypfile == "true" {
		return "it is built with node-gyp"
	}
	if path.Ext(string(m.Main)) == ".node" {
		return "its main file is " + shorten(string(m.Main))
	}
	for _, event := range []string{"preinstall", "install", "postinstall"} {
		if command := builders.FindString(m.Scripts[event]); command != "" {
			return "its " + event + " script runs " + command
		}
	}
	return ""
}

// InBundle reports whether a file belongs to one of the packages that are brought along.
func InBundle(name string, bundled []string) bool {
	rest, is := strings.CutPrefix(name, "node_modules/")
	if !is {
		return true
	}
	first := top(rest)
	if strings.HasPrefix(first, "@") {
		first += "/" + top(strings.TrimPrefix(rest, first+"/"))
	}
	return slices.Contains(bundled, first)
}
