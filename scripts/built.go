package scripts

// Built is what was made of a version's code so that it runs. The zero value runs the
// script as it is, with core modules only.
type Built struct {
	// Script is what runs, with its source map; empty if that is the version's own.
	Script string
	Map    []byte
	// Packages names the text of the hook's packages, by its SHA-256; empty for none.
	Packages string
	// Wanted are the packages that were asked for: the dependencies, and those that the
	// script requires without naming them there. Lock is the exact tree that they became.
	Wanted Dependencies
	Lock   []byte
	// Files are what the script was built with.
	Files
}

// Files are a hook's files beside its script, by their slash-separated path, and Entry
// is the script's own path; empty is hook.js.
type Files struct {
	Beside map[string]string
	Entry  string
}

// Size is roughly what it takes in memory.
func (b Built) Size() int {
	size := len(b.Script) + len(b.Map) + len(b.Packages) + len(b.Lock)
	for name, text := range b.Beside {
		size += 64 + len(name) + len(text)
	}
	for name, version := range b.Wanted {
		size += 64 + len(name) + len(version)
	}
	return size
}

// Runs is what runs of a version whose script is the given one.
func (b Built) Runs(script string) string {
	if b.Map != nil {
		return b.Script
	}
	return script
}
