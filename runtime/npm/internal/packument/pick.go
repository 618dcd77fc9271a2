package packument

import (
	"cmp"

	"github.com/hookline/hookline/runtime/npm/internal/fault"
)

// Pick chooses the version that a spec asks for: the one tagged "latest" if it fits, else
// the newest, and one that is deprecated or made for another version of Node only if
// there is no other. node is the version of Node that engines are compared with.
func (p *Packument) Pick(s Spec, node string) (*Manifest, error) {
	if s.Range == nil {
		if m := p.Versions[p.Tags[s.Text]]; m != nil {
			return m, nil
		}
		return nil, fault.Invalid("package %q has no version that is tagged %q; give a version, such as %q", p.Name, s.Text, p.newest())
	}
	if m := p.Versions[s.Text]; m != nil {
		return m, nil
	}
	if m := p.Versions[p.Tags["latest"]]; m != nil && (s.Text == "*" || s.Range.Match(m.Version)) && m.Deprecated == "" && m.runsOn(node) {
		return m, nil
	}
	var best *Manifest
	for _, m := range p.Versions {
		if s.Range.Match(m.Version) && (best == nil || m.rank(best, node) > 0) {
			best = m
		}
	}
	if best != nil {
		return best, nil
	}
	if len(p.Versions) == 0 {
		return nil, fault.Invalid("package %q has no versions: all of them were unpublished; take another package", p.Name)
	}
	return nil, fault.Invalid("package %q has no version that matches %q, or it was unpublished; the newest is %s", p.Name, s.Text, p.newest())
}

// rank is positive if m is to be preferred to other.
func (m *Manifest) rank(other *Manifest, node string) int {
	runs, current := m.runsOn(node), m.Deprecated == ""
	otherRuns, otherCurrent := other.runsOn(node), other.Deprecated == ""
	return cmp.Or(
		compareBool(runs && current, otherRuns && otherCurrent),
		compareBool(runs, otherRuns),
		compareBool(current, otherCurrent),
		Compare(m.Version, other.Version),
		cmp.Compare(m.Version, other.Version), // differ in their build only
	)
}

func compareBool(a, b bool) int {
	switch {
	case a == b:
		return 0
	case a:
		return 1
	}
	return -1
}

func (m *Manifest) runsOn(node string) bool {
	want, given := m.Engines["node"]
	if !given || node == "" {
		return true
	}
	r, ok := ParseRange(want)
	return ok && r.Match(node)
}

// newest is for people: the version tagged latest, or the highest.
func (p *Packument) newest() string {
	if latest := p.Tags["latest"]; p.Versions[latest] != nil {
		return latest
	}
	newest := ""
	for version := range p.Versions {
		if newest == "" || Compare(version, newest) > 0 {
			newest = version
		}
	}
	return newest
}
