package npm

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"sync/atomic"

	"golang.org/x/sync/errgroup"

	"github.com/hookline/hookline/runtime/npm/internal/cache"
	"github.com/hookline/hookline/runtime/npm/internal/fault"
	"github.com/hookline/hookline/runtime/npm/internal/packument"
	"github.com/hookline/hookline/runtime/npm/internal/tarball"
	"github.com/hookline/hookline/runtime/npm/internal/tree"
)

const (
	// parallel is how many packages are worked on at a time.
	parallel = 8
	// maxDependencies bounds what one hook may ask for.
	maxDependencies = 200
)

// Resolve finds the exact tree of packages for a hook's dependencies (name to range), and
// brings its tarballs into the cache. report, if not nil, hears how it goes, from one
// goroutine at a time.
//
// A name may have a version, as in "axios@0.19.2": it is then found by
// require('axios@0.19.2'), beside another version of the package.
func (i *Installer) Resolve(ctx context.Context, dependencies map[string]string, report func(Progress)) (Lock, error) {
	ctx, cancel := context.WithTimeout(ctx, i.config.Timeout)
	defer cancel()
	if len(dependencies) > maxDependencies {
		return Lock{}, fault.Invalid("the hook has %d dependencies, and %d is the limit", len(dependencies), maxDependencies)
	}
	for name := range dependencies {
		if !validFolder(name) {
			return Lock{}, fault.Invalid("%q is not the name of an npm package; correct it in dependencies", name)
		}
	}
	source := newSource(ctx, i, report)
	root, err := tree.Build(source.ctx, source, dependencies)
	source.close()
	if err == nil {
		err = ctx.Err()
	}
	if err != nil {
		return Lock{}, timeUp(err)
	}
	return i.lock(ctx, root, source)
}

// lock looks into every tarball of the tree, and leaves out what cannot run and is optional.
func (i *Installer) lock(ctx context.Context, root *tree.Node, source *source) (Lock, error) {
	l := Lock{Packages: map[string]Package{}, LeftOut: map[string]string{}}
	before := root.All()
	for _, n := range before {
		if reason := elsewhere(n.Manifest); reason != "" && !n.Bundled {
			if err := l.leaveOut(n, reason); err != nil {
				return Lock{}, err
			}
		}
		// An optional package that names its processors is an addon for this one.
		if len(n.Manifest.CPU) > 0 && n.LeaveOut() {
			l.LeftOut[n.Name] = name(n.Manifest) + " is made for " + strings.Join(n.Manifest.CPU, ", ")
		}
	}
	if err := i.inspect(ctx, root, source, &l); err != nil {
		return Lock{}, timeUp(err)
	}
	for _, n := range root.All() {
		p := Package{Name: n.Manifest.Name, Version: n.Manifest.Version}
		if !n.Bundled {
			got := source.inspected(n.Manifest)
			p.Integrity, p.Tarball = string(got.integrity), got.reference
		}
		l.Packages[n.Path()] = p
	}
	for name, reason := range root.Failed() {
		l.LeftOut[name] = reason
	}
	for _, n := range before {
		if _, there := l.Packages[n.Path()]; !there && l.LeftOut[n.Name] == "" {
			l.LeftOut[n.Name] = "it needs what is left out, or only that needs it"
		}
	}
	return l, l.validate()
}

// inspect fetches the tarballs of the tree, some at a time, and then leaves out the addons
// among them.
func (i *Installer) inspect(ctx context.Context, root *tree.Node, source *source, l *Lock) error {
	nodes := slices.DeleteFunc(root.All(), func(n *tree.Node) bool { return n.Bundled })
	var done atomic.Int64
	group, ctx := errgroup.WithContext(ctx)
	group.SetLimit(parallel)
	failed := make([]error, len(nodes))
	for at, n := range nodes {
		group.Go(func() error {
			_, failed[at] = source.inspect(ctx, n.Manifest)
			source.say(Progress{Done: int(done.Add(1)), Total: len(nodes), Package: name(n.Manifest)})
			return ctx.Err()
		})
	}
	if err := group.Wait(); err != nil {
		return err
	}
	for at, n := range nodes {
		if err := failed[at]; err != nil {
			if !n.LeaveOut() {
				return fault.Via(err, n.Dependents())
			}
			l.LeftOut[n.Name] = err.Error()
			continue
		}
		if reason := source.inspected(n.Manifest).native; reason != "" {
			if err := l.leaveOut(n, "a native addon ("+reason+")"); err != nil {
				return err
			}
		}
	}
	return nil
}

// leaveOut refuses a package that cannot run here, unless it is optional.
func (l *Lock) leaveOut(n *tree.Node, reason string) error {
	if !n.LeaveOut() {
		return fault.Via(fault.Invalid("package %q: %s is %s and cannot run in a hook; %s", n.Manifest.Name, name(n.Manifest), reason, alternative(n.Manifest.Name)), n.Dependents())
	}
	l.LeftOut[n.Name] = name(n.Manifest) + " is " + reason
	return nil
}

// alternative names what does the same in JavaScript.
func alternative(name string) string {
	instead, known := map[string]string{
		"bcrypt": "bcryptjs", "grpc": "@grpc/grpc-js", "node-sass": "sass", "sqlite3": "sql.js", "ursa": "node-rsa",
	}[name]
	if known {
		return "use " + instead + " instead"
	}
	return "use a package that is written in JavaScript only"
}

// elsewhere says for which system or processor a package was made, if not for what
// process.platform and process.arch say to scripts.
func elsewhere(m *packument.Manifest) string {
	switch {
	case !allows(m.OS, "linux"):
		return "made for " + strings.Join(m.OS, ", ")
	case !allows(m.CPU, "x64"):
		return "made for " + strings.Join(m.CPU, ", ")
	}
	return ""
}

// allows reads the lists os and cpu of a manifest, as npm-install-checks does.
func allows(list packument.Names, value string) bool {
	if len(list) == 0 || len(list) == 1 && list[0] == "any" {
		return true
	}
	only := false
	for _, item := range list {
		if refused, not := strings.CutPrefix(item, "!"); not && refused == value {
			return false
		} else if !not {
			only = true
		}
	}
	return !only || slices.Contains(list, value)
}

func name(m *packument.Manifest) string { return m.Name + "@" + m.Version }

// inspected is what is known of a tarball after it was fetched.
type inspected struct {
	integrity cache.Integrity
	reference string
	native    string
	bundled   map[string]*packument.Manifest
}

// fetch brings a tarball into the cache, and looks into it.
func (i *Installer) fetch(ctx context.Context, m *packument.Manifest) (inspected, error) {
	want := cache.ParseIntegrity(m.Dist.Integrity, m.Dist.Shasum)
	if want == "" {
		return inspected{}, fault.Invalid("package %q: the registry gives no hash for %s, so that it cannot be checked; take another version", m.Name, name(m))
	}
	reference, err := i.registry.Reference(m.Name, m.Version, m.Dist.Tarball)
	if err != nil {
		return inspected{}, err
	}
	got, err := i.registry.Tarball(ctx, m.Name, reference, want)
	if err != nil {
		return inspected{}, err
	}
	file, err := i.cache.Content(got)
	if err != nil {
		return inspected{}, fmt.Errorf("read %s from the npm cache: %w", name(m), err)
	}
	defer func() { _ = file.Close() }()
	contents, err := tarball.Inspect(file, i.limits())
	if err != nil {
		return inspected{}, about(m, err)
	}
	return inspected{got, reference, contents.Native, contents.Bundled}, nil
}

// about puts a package's name in front of what is wrong with its tarball.
func about(m *packument.Manifest, err error) error {
	if text, is := fault.Text(err); is {
		return fault.Invalid("package %q: the tarball of %s is refused: %s; take another version or package", m.Name, name(m), text)
	}
	return fmt.Errorf("read the tarball of %s: %w", name(m), err)
}

// timeUp explains that the time for the whole is over.
func timeUp(err error) error {
	if isTimeUp(err) {
		return fault.Unavailable("the dependencies could not be installed in time; try again, or ask for fewer")
	}
	return err
}
