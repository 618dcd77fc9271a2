// Package packument reads what an npm registry says about a package (its packument: the
// versions, with a manifest each, and the dist-tags), and picks the version that a
// dependency asks for, as npm-pick-manifest 11 does.
//
// Registries hold manifests that are twenty years of tools old, so everything here is
// lenient: a field of an unexpected shape counts as absent, a strange version is skipped.
package packument

import (
	"io"
	"slices"
	"strings"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"
)

// Packument is what is needed of the registry's answer for one package.
type Packument struct {
	Name     string               `json:"name"`
	Tags     Strings              `json:"dist-tags"`
	Versions map[string]*Manifest `json:"versions"`
}

// Manifest is one version: what is needed of its package.json, and where its tarball is.
type Manifest struct {
	Name                 string  `json:"name"`
	Version              string  `json:"version"`
	Dependencies         Strings `json:"dependencies,omitempty"`
	OptionalDependencies Strings `json:"optionalDependencies,omitempty"`
	PeerDependencies     Strings `json:"peerDependencies,omitempty"`
	PeerMeta             Metas   `json:"peerDependenciesMeta,omitempty"`
	Bundle               Names   `json:"bundleDependencies,omitempty"`
	Bundled              Names   `json:"bundledDependencies,omitempty"` // the other spelling
	OS                   Names   `json:"os,omitempty"`
	CPU                  Names   `json:"cpu,omitempty"`
	Engines              Strings `json:"engines,omitempty"`
	Deprecated           Text    `json:"deprecated,omitempty"`
	Dist                 Dist    `json:"dist,omitzero"`

	// Of a package.json only: abbreviated packuments do not have them.
	Main    Text    `json:"main,omitempty"`
	Gypfile Text    `json:"gypfile,omitempty"`
	Scripts Strings `json:"scripts,omitempty"`
}

// Dist says where the tarball is, and what it must hash to.
type Dist struct {
	Tarball   string `json:"tarball,omitempty"`
	Integrity string `json:"integrity,omitempty"` // "sha512-…", see w3.org/TR/SRI
	Shasum    string `json:"shasum,omitempty"`    // SHA-1 in hexadecimal, of old packages
}

// Bundles reports whether the tarball brings this dependency along.
func (m *Manifest) Bundles(dependency string) bool {
	for _, names := range []Names{m.Bundle, m.Bundled} {
		if slices.Contains(names, dependency) || slices.Contains(names, everything) {
			return true
		}
	}
	return false
}

// HasBundle reports whether the tarball brings any dependency along.
func (m *Manifest) HasBundle() bool { return len(m.Bundle)+len(m.Bundled) > 0 }

// Peers are the peer dependencies, and whether each is optional.
func (m *Manifest) Peers() map[string]bool {
	optional := make(map[string]bool, len(m.PeerDependencies))
	for name := range m.PeerDependencies {
		optional[name] = m.PeerMeta[name]
	}
	return optional
}

// Decode reads a packument as it arrives. Fields that are not needed are skipped
// without being held in memory.
func Decode(r io.Reader) (*Packument, error) {
	var p Packument
	err := json.UnmarshalRead(r, &p, jsontext.AllowInvalidUTF8(true), jsontext.AllowDuplicateNames(true))
	if err != nil {
		return nil, err
	}
	for version, m := range p.Versions {
		if m == nil {
			delete(p.Versions, version)
			continue
		}
		m.Name, m.Version = p.Name, version // not what the publisher wrote
	}
	return &p, nil
}

// ParseManifest reads a package.json. A byte order mark is ignored, as npm does.
func ParseManifest(text []byte) (*Manifest, error) {
	var m Manifest
	text = []byte(strings.TrimPrefix(string(text), "\ufeff"))
	if err := json.Unmarshal(text, &m, jsontext.AllowInvalidUTF8(true), jsontext.AllowDuplicateNames(true)); err != nil {
		return nil, err
	}
	return &m, nil
}

// Encode is for the cache; Decode reads it.
func (p *Packument) Encode() ([]byte, error) { return json.Marshal(p) }
