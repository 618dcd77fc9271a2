package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// addPackages reads from esbuild's account which packages went into a bundle.
func addPackages(metafile string, packages map[string]bool) error {
	var meta struct {
		Inputs map[string]struct{} `json:"inputs"`
	}
	if err := json.Unmarshal([]byte(metafile), &meta); err != nil {
		return err
	}
	for input := range meta.Inputs {
		if _, path, ok := strings.Cut(input, "node_modules/"); ok {
			packages[packageName(path)] = true
		}
	}
	return nil
}

// packageName is the start of a path in node_modules: "name" or "@scope/name".
func packageName(path string) string {
	name, rest, _ := strings.Cut(path, "/")
	if strings.HasPrefix(name, "@") {
		inner, _, _ := strings.Cut(rest, "/")
		name += "/" + inner
	}
	return name
}

// writeLicenses joins the license files of the packages, by name.
func writeLicenses(packages map[string]bool) error {
	var all bytes.Buffer
	for _, name := range slices.Sorted(maps.Keys(packages)) {
		dir := filepath.Join(root, "node_modules", name)
		version, err := version(dir)
		if err != nil {
			return err
		}
		text, err := license(dir)
		if err != nil {
			return err
		}
		fmt.Fprintf(&all, "==== %s %s ====\n\n%s\n\n", name, version, bytes.TrimSpace(text))
	}
	return os.WriteFile(filepath.Join(root, "dist", "LICENSES.txt"), all.Bytes(), 0o600)
}

func version(dir string) (string, error) {
	text, err := os.ReadFile(filepath.Join(dir, "package.json"))
	if err != nil {
		return "", err
	}
	var manifest struct {
		Version string `json:"version"`
	}
	err = json.Unmarshal(text, &manifest)
	return manifest.Version, err
}

// license finds the file whatever its spelling. A package without one is an error.
func license(dir string) ([]byte, error) {
	files, err := filepath.Glob(filepath.Join(dir, "[Ll][Ii][Cc][Ee][Nn][CcSs][Ee]*"))
	if err != nil {
		return nil, err
	}
	if len(files) == 0 {
		return nil, fmt.Errorf("%s has no license file", dir)
	}
	return os.ReadFile(files[0])
}
