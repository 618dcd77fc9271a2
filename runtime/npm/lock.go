package npm

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"path"
	"regexp"
	"slices"
	"strings"

	"github.com/hookline/hookline/runtime/npm/internal/cache"
	"github.com/hookline/hookline/runtime/npm/internal/fault"
	"github.com/hookline/hookline/runtime/npm/internal/packument"
)

// Lock is an exact tree of packages: the same lock is the same code, from whatever
// registry and in whatever year. Its JSON is the same for the same tree, and is what to
// store with a hook's version. The zero value is the tree of no dependencies.
type Lock struct {
	// Packages by their place, such as "node_modules/a/node_modules/@b/c".
	Packages map[string]Package `json:"packages"`
	// LeftOut says, by name, why optional packages are not in the tree, or not everywhere.
	LeftOut map[string]string `json:"left_out,omitempty"`
}

// Package is one of a Lock.
type Package struct {
	Name    string `json:"name"` // of the package; that of the folder may be an alias
	Version string `json:"version"`
	// Integrity is the SHA-512 of the tarball, as "sha512-…". It is empty for what comes
	// with the tarball of the package above.
	Integrity string `json:"integrity,omitempty"`
	// Tarball is where the tarball is, relative to the registry.
	Tarball string `json:"tarball,omitempty"`
}

// maxLockBytes is far above the lock of any real tree.
const maxLockBytes = 4 << 20

// ParseLock reads the JSON of a lock, and checks that it can be laid.
func ParseLock(text []byte) (Lock, error) {
	var l Lock
	if len(text) > maxLockBytes {
		return Lock{}, fault.Invalid("the lock of the dependencies has more than %d MiB; deploy the hook again", maxLockBytes>>20)
	}
	if err := json.Unmarshal(text, &l); err != nil {
		return Lock{}, fault.Invalid("the lock of the dependencies cannot be read: %v; deploy the hook again", err)
	}
	return l, l.validate()
}

// Hash names the code of the tree: locks with the same hash lay the same files.
func (l Lock) Hash() string {
	h := sha256.New()
	for _, place := range l.places() {
		p := l.Packages[place]
		_, _ = fmt.Fprintf(h, "%s\x00%s\x00%s\x00%s\x00", place, p.Name, p.Version, p.Integrity)
	}
	return hex.EncodeToString(h.Sum(nil))
}

// places are the keys in order, so that a package comes before what lies in it.
func (l Lock) places() []string {
	places := make([]string, 0, len(l.Packages))
	for place := range l.Packages {
		places = append(places, place)
	}
	slices.Sort(places)
	return places
}

// validate makes sure that what is laid stays inside of the tree: a lock may come from
// anywhere.
func (l Lock) validate() error {
	for place, p := range l.Packages {
		above, name, found := cutPlace(place)
		_, inside := l.Packages[above]
		switch {
		case !found || !validFolder(name) || above != "" && !inside:
			return fault.Invalid("the lock of the dependencies has a bad place, %q; deploy the hook again", place)
		case !packument.ValidName(p.Name) || p.Version == "" || len(p.Version) > 256:
			return fault.Invalid("the lock of the dependencies has no valid package at %q; deploy the hook again", place)
		case p.bundled() && above == "" || !p.bundled() && !cache.Integrity(p.Integrity).Strong():
			return fault.Invalid("the lock of the dependencies has no SHA-512 for package %q; deploy the hook again", p.Name)
		}
	}
	return nil
}

func (p Package) bundled() bool { return p.Integrity == "" }

// cutPlace divides a place into that of the package above, and the folder.
func cutPlace(place string) (above, folder string, found bool) {
	const dir = "node_modules/"
	at := strings.LastIndex(place, dir)
	if at < 0 || at == 1 || at > 0 && place[at-1] != '/' || path.Clean(place) != place {
		return "", "", false
	}
	return strings.TrimSuffix(place[:at], "/"), place[at+len(dir):], true
}

// validFolder reports whether a folder can have this name: that of a package, and a
// version behind an @ for require('name@version').
func validFolder(folder string) bool {
	if at := strings.LastIndexByte(folder, '@'); at > 0 {
		return packument.ValidName(folder[:at]) && versions.MatchString(folder[at+1:])
	}
	return packument.ValidName(folder)
}

// versions are what can stand behind the name in require('name@version').
var versions = regexp.MustCompile(`^[0-9A-Za-z~^][0-9A-Za-z._~^+-]{0,63}$`)
