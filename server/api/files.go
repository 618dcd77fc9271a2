package api

import (
	"fmt"
	"io/fs"
	"strings"

	"github.com/hookline/hookline/scripts"
	"github.com/hookline/hookline/server/edge"
)

// maxFiles and maxFilePath bound a hook's files; the body bounds their texts.
const maxFiles, maxFilePath = 199, 200

var (
	filesProp = property{"files", fmt.Sprintf("an object of at most %d files beside the script, each with its text by its path, such as lib/text.ts", maxFiles)}
	entryProp = property{"entry", "the script's own path among the files, such as index.ts"}
)

// fileBody is what a body says of the files beside the script; what was not sent is nil.
type fileBody struct {
	beside *map[string]string
	entry  *string
}

// over is what becomes of the files that were there before.
func (b fileBody) over(old scripts.Files) scripts.Files {
	if b.beside != nil {
		old.Beside = *b.beside
	}
	if b.entry != nil {
		old.Entry = *b.entry
	}
	return old
}

func files(value []byte) (map[string]string, error) {
	if edge.TypeName(value) != "object" {
		return nil, filesProp.wrongType("object", value)
	}
	var all map[string]string
	err := edge.Object(value, func(name string, value []byte) error {
		text, ok := edge.Text(value)
		switch {
		case !ok:
			return filesProp.bad("Expected type string but found type %s for %.100s", edge.TypeName(value), name)
		case !isFilePath(name):
			return filesProp.bad("Not a path beneath the hook's folder: %.100s", name)
		}
		if all == nil {
			all = map[string]string{}
		}
		all[name] = text
		return nil
	})
	if err == nil && len(all) > maxFiles {
		err = filesProp.bad("Too many properties defined (%d), maximum %d", len(all), maxFiles)
	}
	return all, err
}

func entry(value []byte) (string, error) {
	name, err := entryProp.text(value)
	if err == nil && name != "" && !isFilePath(name) {
		err = entryProp.bad("Not a path beneath the hook's folder: %.100s", name)
	}
	return name, err
}

// isFilePath reports whether a name leads to a file beneath a folder, and in one way only.
func isFilePath(name string) bool {
	return fs.ValidPath(name) && name != "." && len(name) <= maxFilePath && !strings.ContainsAny(name, "\\\x00:")
}
