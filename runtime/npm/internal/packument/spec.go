package packument

import (
	"regexp"
	"strings"

	"github.com/hookline/hookline/runtime/npm/internal/fault"
)

// Spec is what a dependency asks for, as npm-package-arg 13 reads it: a range (an exact
// version is one, too) or a dist-tag of a package.
type Spec struct {
	Name  string // the package: another than the dependency's own for npm:name@range
	Text  string // the range or tag, trimmed; never empty
	Range Range  // nil for a tag
}

// names are what npm accepts of old packages, so that a name is one or two elements of a
// path and nothing else.
var names = regexp.MustCompile(`^(?:@[A-Za-z0-9~!'()*_-][A-Za-z0-9~!'()*._-]*/)?[A-Za-z0-9~!'()*_-][A-Za-z0-9~!'()*._-]*$`)

// maxNameBytes is npm's limit.
const maxNameBytes = 214

// ValidName reports whether a package can have this name.
func ValidName(name string) bool {
	lower := strings.ToLower(name)
	return len(name) <= maxNameBytes && names.MatchString(name) && lower != "node_modules" && lower != "favicon.ico"
}

// elsewhere is what npm would fetch from other places than a registry: a URL, a path, a
// repository of a hosting service, an archive.
var elsewhere = regexp.MustCompile(`(?i)^(?:git\+)?[a-z]+:|^[~.]|[/\\]|\.(?:tgz|tar\.gz|tar)$|^[^@]+@[^:.]+\.[^:]+:.+$`)

// tags are what encodeURIComponent leaves as it is.
var tags = regexp.MustCompile(`^[A-Za-z0-9._~!'()*-]+$`)

// ParseSpec reads the right side of a dependency.
func ParseSpec(name, text string) (Spec, error) {
	text = strings.TrimSpace(text)
	if target, is := cutPrefixFold(text, "npm:"); is {
		at := strings.IndexByte(target[min(1, len(target)):], '@') + 1
		if at > 0 {
			name, text = target[:at], strings.TrimSpace(target[at+1:])
		} else {
			name, text = target, ""
		}
	}
	if !ValidName(name) {
		return Spec{}, fault.Invalid("%q is not the name of an npm package; check it in dependencies", name)
	}
	if text == "" {
		text = "*"
	}
	if r, ok := ParseRange(text); ok {
		return Spec{Name: name, Text: text, Range: r}, nil
	}
	if elsewhere.MatchString(text) {
		return Spec{}, fault.Invalid("package %q is asked for from %q, and only versions from the npm registry can be installed; give a version, or publish the package", name, text)
	}
	if !tags.MatchString(text) {
		return Spec{}, fault.Invalid("package %q: %q is neither a version range nor a tag; write it as ^1.2.3, for example", name, text)
	}
	return Spec{Name: name, Text: text}, nil
}

func cutPrefixFold(s, prefix string) (string, bool) {
	if len(s) < len(prefix) || !strings.EqualFold(s[:len(prefix)], prefix) {
		return s, false
	}
	return s[len(prefix):], true
}

// Accepts reports whether a version is one that the spec asks for. What a tag points to
// changes, so that any version from the registry is as good for one.
func (s Spec) Accepts(version string) bool { return s.Range == nil || s.Range.Match(version) }

func (s Spec) String() string { return s.Name + "@" + s.Text }
