package registry

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"net/url"
	"strings"

	"github.com/go-json-experiment/json/jsontext"

	"github.com/hookline/hookline/runtime/npm/internal/fault"
	"github.com/hookline/hookline/runtime/npm/internal/packument"
	"github.com/hookline/hookline/scripts"
)

// abbreviated asks for what an installation needs, and for everything where a registry
// does not know that.
const abbreviated = "application/vnd.npm.install-v1+json; q=1.0, application/json; q=0.8"

// stored is a packument in the cache.
type stored struct {
	Registry  string          `json:"registry"`
	ETag      string          `json:"etag"`
	Packument json.RawMessage `json:"packument"`
}

// Packument asks what the registry has of a package. A copy in the cache is used if the
// registry says that it is current, or if nobody is to be asked, from wherever it came.
func (c *Client) Packument(ctx context.Context, name string) (*packument.Packument, error) {
	var copied stored
	var known *packument.Packument
	if text, ok := c.config.Cache.Packument(name); ok && json.Unmarshal(text, &copied) == nil {
		known, _ = packument.Decode(bytes.NewReader(copied.Packument))
	}
	base, err := c.base(name)
	switch {
	case err != nil:
		return nil, err
	case base == nil && known == nil:
		return nil, c.absent(name)
	case base == nil:
		return known, nil
	}
	if known == nil || copied.Registry != base.String() {
		copied = stored{Registry: base.String()}
	}
	var fresh *packument.Packument
	changed, err := c.get(ctx, request{
		name: name, url: base.JoinPath(strings.Replace(name, "/", "%2f", 1)), accept: abbreviated, etag: copied.ETag,
		read: func(h http.Header, body io.Reader) (err error) {
			copied.ETag = h.Get("ETag")
			fresh, err = c.decode(name, base, body)
			return err
		},
	})
	if err != nil || !changed {
		return known, err
	}
	if copied.Packument, err = fresh.Encode(); err != nil {
		return nil, err
	}
	text, err := json.Marshal(copied)
	if err != nil {
		return nil, err
	}
	return fresh, c.config.Cache.SetPackument(name, text)
}

// decode reads an answer, which may be anything.
func (c *Client) decode(name string, base *url.URL, body io.Reader) (*packument.Packument, error) {
	limit := c.config.MaxPackument
	r := bufio.NewReader(&capped{body, limit, fault.Unavailable("package %q: the registry %s sends more than %d MiB about it", name, base.Host, limit>>20)})
	start, err := r.Peek(64)
	if err != nil && !errors.Is(err, io.EOF) {
		return nil, err
	}
	if text := bytes.TrimSpace(start); len(text) == 0 || text[0] != '{' {
		what := "no JSON"
		if len(text) > 0 && text[0] == '<' {
			what = "HTML"
		}
		return nil, fault.Unavailable("package %q: %s answers with %s; is it the address of an npm registry? check --npm-registry, and whether a proxy is in between", name, base.Host, what)
	}
	p, err := packument.Decode(r)
	if final, ok := errors.AsType[*scripts.Fault](err); ok {
		return nil, final
	}
	if _, ok := errors.AsType[*jsontext.SyntacticError](err); ok && !errors.Is(err, io.ErrUnexpectedEOF) {
		return nil, fault.Unavailable("package %q: the registry %s answers with bad JSON; check --npm-registry", name, base.Host)
	}
	if err != nil {
		return nil, err // cut off: tried again
	}
	if p.Name != name {
		return nil, fault.Unavailable("package %q: the registry %s answers about %q; check --npm-registry", name, base.Host, p.Name)
	}
	return p, nil
}
