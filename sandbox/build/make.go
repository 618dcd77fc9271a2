package build

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"maps"
	"os"
	"slices"
	"strings"

	"github.com/hookline/hookline/runtime/bundle"
	"github.com/hookline/hookline/sandbox"
	"github.com/hookline/hookline/sandbox/build/builder"
	"github.com/hookline/hookline/scripts"
)

// makeHook makes the hook's own script.
func (b *Builder) makeHook(ctx context.Context, h Hook) (scripts.Built, bundle.Requires, error) {
	source := h.source()
	var answer builder.Answer
	var text []byte
	err := b.inTurnOf(ctx, h.Tenant, b.scripts, func() (err error) {
		answer, text, err = b.ask(ctx, builder.Request{Hook: &source}, nil, b.config.ScriptTimeout)
		return err
	})
	if err != nil {
		return scripts.Built{}, bundle.Requires{}, b.refusal("invalid_script", "The script", b.config.ScriptTimeout, err)
	}
	if answer.Fault != nil {
		return scripts.Built{}, bundle.Requires{}, scripts.Invalid("invalid_script", describe(answer.Fault, len(source.Files) > 1))
	}
	built := scripts.Built{Files: h.Files}
	if answer.Made {
		built.Map, built.Script = text[:answer.MapBytes], string(text[answer.MapBytes:])
	}
	if len(text) > sandbox.MaxMadeBytes {
		return scripts.Built{}, bundle.Requires{}, scripts.Invalid("invalid_script", fmt.Sprintf(
			"The script that was made of the hook has %d bytes; at most %d are allowed.", len(text), sandbox.MaxMadeBytes))
	}
	return built, answer.Requires, nil
}

// source are all files of a hook.
func (h Hook) source() bundle.Hook {
	source := bundle.OneFile(h.Script)
	if h.Files.Entry != "" {
		source = bundle.Hook{Files: map[string]string{h.Files.Entry: h.Script}, Entry: h.Files.Entry}
	}
	for name, text := range h.Files.Beside {
		if name != source.Entry {
			source.Files[name] = text
		}
	}
	return source
}

// maxFaultText bounds each text of a fault.
const maxFaultText = 1 << 10

// describe words a fault for the hook's author, with the file if there are several.
func describe(f *bundle.Fault, named bool) string {
	text := "The script does not compile: " + clip(f.Message)
	if f.Line <= 0 {
		return text
	}
	place := fmt.Sprintf("line %d, column %d", f.Line, f.Column)
	if named {
		place = clip(f.File) + ", " + place
	}
	text += " (" + place + ")"
	if f.Text != "" {
		text += "\n" + clip(f.Text)
	}
	return text
}

func clip(text string) string {
	text = strings.ToValidUTF8(text, "\ufffd")
	return text[:min(len(text), maxFaultText)]
}

// formatVersion changes when the same tree becomes another text.
const formatVersion = "1"

// addPackages installs and bundles what the hook wants.
func (b *Builder) addPackages(ctx context.Context, h Hook, want wants, made *scripts.Built) error {
	if b.config.Installer == nil {
		return scripts.Invalid("invalid_dependencies", fmt.Sprintf(
			"The hook needs %s, and this server installs no packages.", strings.Join(slices.Sorted(maps.Keys(want.packages)), ", ")))
	}
	made.Wanted, made.Lock = want.packages, h.Previous.Lock
	var err error
	if made.Lock == nil || !maps.Equal(made.Wanted, h.Previous.Wanted) {
		if made.Lock, err = b.config.Installer.Resolve(ctx, want.packages, h.Report); err != nil {
			return err
		}
	}
	slices.Sort(want.bundled)
	want.bundled = slices.Compact(want.bundled)
	key := hash(formatVersion, string(made.Lock), strings.Join(want.bundled, "\n"))
	if made.Packages, err = b.config.Bundles.FindBundle(ctx, key); err != nil || made.Packages != "" {
		return err
	}
	var text []byte
	err = b.inTurnOf(ctx, h.Tenant, b.packages, func() error {
		text, err = b.bundle(ctx, h, want, made.Lock)
		return err
	})
	if err != nil {
		return err
	}
	made.Packages = hash(string(text))
	return b.config.Bundles.AddBundle(ctx, key, made.Packages, text)
}

func hash(parts ...string) string {
	h := sha256.New()
	for _, part := range parts {
		_, _ = fmt.Fprintf(h, "%d:%s", len(part), part)
	}
	return hex.EncodeToString(h.Sum(nil))
}

// bundle lays the tree of a lock and has it made into a text.
func (b *Builder) bundle(ctx context.Context, h Hook, want wants, lock []byte) ([]byte, error) {
	dir, remove, err := makeTree(b.config.Temp)
	if err != nil {
		return nil, err
	}
	defer remove()
	if err := b.config.Installer.Lay(ctx, lock, dir, h.Report); err != nil {
		return nil, err
	}
	tree, err := os.Open(dir)
	if err != nil {
		return nil, fmt.Errorf("bundle packages: %w", err)
	}
	defer func() { _ = tree.Close() }()
	request := builder.Request{Packages: &bundle.Packages{Specifiers: want.bundled, MaxBytes: b.config.MaxPackagesBytes}}
	answer, text, err := b.ask(ctx, request, tree, b.config.Timeout)
	if err != nil {
		return nil, b.refusal("invalid_dependencies", "The hook's set of packages", b.config.Timeout, err)
	}
	if answer.Refused != "" {
		return nil, scripts.Invalid("invalid_dependencies", "The hook's packages could not be bundled: "+clip(answer.Refused)+". Take fewer or smaller packages.")
	}
	for _, file := range answer.Broken {
		b.config.Log.Info("a file of a package cannot be loaded", "file", clip(file.File), "error", clip(file.Reason))
	}
	for _, specifier := range answer.Missing {
		if slices.Contains(want.needed, specifier) {
			return nil, absent(specifier)
		}
	}
	return text, nil
}

// absent says that a package which is installed has no such module.
func absent(specifier string) error {
	p, _ := parse(specifier)
	if p.path == "" {
		return scripts.Invalid("missing_module", fmt.Sprintf(
			"Cannot find module %q: the package is installed, but has no main file for require; name a file of it, as in %q.", specifier, specifier+"/file"))
	}
	return scripts.Invalid("missing_module", fmt.Sprintf(
		"Cannot find module %q: the package %s is installed, but has no such file; correct the path or the version in dependencies.", specifier, p.name))
}
