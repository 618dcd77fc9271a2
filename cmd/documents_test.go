package cmd_test

import (
	"fmt"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

var (
	fence    = regexp.MustCompile("(?ms)^ *(```|~~~).*?^ *(```|~~~) *$")
	codeSpan = regexp.MustCompile("`[^`\n]+`")
	heading  = regexp.MustCompile(`(?m)^#{1,6} +(.+?) *#*$`)
	link     = regexp.MustCompile(`\]\(<?([^)\s>]+)>?(?: +"[^"]*")?\)|(?m:^\[[^\]]+\]: *(\S+))|(?:href|src)="([^"]+)"`)
	linkText = regexp.MustCompile(`\[([^\]]*)\]\([^)]*\)`)
	anchorID = regexp.MustCompile(`(?:id|name)="([^"]+)"`)
	notInID  = regexp.MustCompile(`[^\p{L}\p{N}\p{M}_ -]`)
	makeUse  = regexp.MustCompile(`\bmake +([a-z][a-z-]*)\b`)
	target   = regexp.MustCompile(`(?m)^([a-z][a-z-]*):`)
)

// documents are README.md and the pages under docs.
func documents(t *testing.T) []string {
	t.Helper()
	return slices.DeleteFunc(files(t), func(file string) bool {
		return file != "README.md" && !(strings.HasPrefix(file, "docs/") && strings.HasSuffix(file, ".md"))
	})
}

func TestLinksResolve(t *testing.T) {
	t.Parallel()
	for _, page := range documents(t) {
		for _, destination := range links(read(t, page)) {
			file, anchor, _ := strings.Cut(destination, "#")
			if file == "" {
				file = page
			} else {
				file = path.Join(path.Dir(page), file)
			}
			if _, err := os.Stat(filepath.Join(root, filepath.FromSlash(file))); err != nil {
				t.Errorf("%s links to %s, and there is no %s", page, destination, file)
				continue
			}
			if anchor != "" && strings.HasSuffix(file, ".md") && !slices.Contains(anchors(read(t, file)), anchor) {
				t.Errorf("%s links to %s, and %s has no heading for #%s", page, destination, file, anchor)
			}
		}
	}
}

// links are the destinations in a page that lie in the repository.
func links(text string) []string {
	text = codeSpan.ReplaceAllString(fence.ReplaceAllString(text, ""), "code")
	var found []string
	for _, m := range link.FindAllStringSubmatch(text, -1) {
		destination := m[1] + m[2] + m[3] // one of them, by the kind of link
		if !strings.Contains(destination, "://") && !strings.HasPrefix(destination, "mailto:") {
			found = append(found, destination)
		}
	}
	return found
}

// anchors are the names that GitHub gives to a page's headings: lower case, without
// punctuation, spaces as hyphens, and numbered when a heading is repeated.
func anchors(text string) []string {
	text = fence.ReplaceAllString(text, "")
	var names []string
	seen := map[string]int{}
	for _, m := range heading.FindAllStringSubmatch(text, -1) {
		title := linkText.ReplaceAllString(m[1], "$1")
		name := strings.ReplaceAll(notInID.ReplaceAllString(strings.ToLower(title), ""), " ", "-")
		if n := seen[name]; n > 0 {
			names = append(names, fmt.Sprintf("%s-%d", name, n))
		} else {
			names = append(names, name)
		}
		seen[name]++
	}
	for _, m := range anchorID.FindAllStringSubmatch(text, -1) {
		names = append(names, m[1])
	}
	return names
}

func TestAnchors(t *testing.T) {
	t.Parallel()
	page := "# Life of an `event`\n## 1. What's *not* promised?\n```sh\n# no heading\n```\n## Twice\n## Twice\n<a id=\"here\"></a>\n"
	require.Equal(t, []string{"life-of-an-event", "1-whats-not-promised", "twice", "twice-1", "here"}, anchors(page))
}

func TestLinks(t *testing.T) {
	t.Parallel()
	page := "[a](docs/A.md#one) `[no](no.md)` [b](<B.md> \"title\") [web](https://example.com/)\n[c]: C.md\n<img src=\"d.svg\">\n```\n[no](no.md)\n```\n"
	require.Equal(t, []string{"docs/A.md#one", "B.md", "C.md", "d.svg"}, links(page))
}

// TestMakeTargets looks at code only: prose may make sense, too.
func TestMakeTargets(t *testing.T) {
	t.Parallel()
	var targets []string
	for _, m := range target.FindAllStringSubmatch(read(t, "Makefile"), -1) {
		targets = append(targets, m[1])
	}
	require.Contains(t, targets, "test")
	for _, page := range documents(t) {
		text := read(t, page)
		code := strings.Join(append(fence.FindAllString(text, -1), codeSpan.FindAllString(text, -1)...), "\n")
		for _, m := range makeUse.FindAllStringSubmatch(code, -1) {
			if !slices.Contains(targets, m[1]) {
				t.Errorf("%s tells to `make %s`, and the Makefile has only %v", page, m[1], targets)
			}
		}
	}
}
