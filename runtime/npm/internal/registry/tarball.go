package registry

import (
	"context"
	"errors"
	"io"
	"net/http"
	"net/url"
	"strings"

	"github.com/hookline/hookline/runtime/npm/internal/cache"
	"github.com/hookline/hookline/runtime/npm/internal/fault"
	"github.com/hookline/hookline/runtime/npm/internal/tarball"
)

// Reference is where a tarball is, without the registry's own address, so that a mirror
// can serve it: relative to the registry, or from the root of its host with a slash in
// front. The host that a packument names counts only if it is the registry's: a mirror
// that passes packuments on unchanged serves the tarballs at the same paths.
func (c *Client) Reference(name, version, address string) (string, error) {
	base, err := c.base(name)
	if err != nil {
		return "", err
	}
	usual := name + "/-/" + name[strings.LastIndexByte(name, '/')+1:] + "-" + version + ".tgz"
	u, err := url.Parse(address)
	if err != nil || address == "" {
		return usual, nil
	}
	path := u.EscapedPath()
	if base != nil && u.Host == base.Host {
		return strings.TrimPrefix(path, base.EscapedPath()), nil
	}
	if at := strings.Index(path, "/"+name+"/-/"); at >= 0 {
		return path[at+1:], nil
	}
	return strings.TrimPrefix(path, "/"), nil
}

// Tarball makes sure that the cache has the tarball of a package, and says by which hash.
func (c *Client) Tarball(ctx context.Context, name, reference string, want cache.Integrity) (cache.Integrity, error) {
	if strong, ok := c.config.Cache.Known(want); ok {
		if file, err := c.config.Cache.Content(strong); err == nil {
			return strong, file.Close()
		}
	}
	base, err := c.base(name)
	if err != nil {
		return "", err
	}
	if base == nil {
		return "", c.absent(name)
	}
	u, err := base.Parse(reference)
	if err != nil || u.Host != base.Host {
		return "", fault.Invalid("package %q: %q is no place of a tarball", name, reference)
	}
	var got cache.Integrity
	_, err = c.get(ctx, request{
		name: name, url: u, accept: "*/*",
		read: func(_ http.Header, body io.Reader) (err error) {
			tooLarge := fault.Invalid("package %q has more than %d MiB packed; take another one", name, tarball.MaxPackedBytes>>20)
			got, err = c.config.Cache.Add(want, &capped{body, tarball.MaxPackedBytes, tooLarge})
			if errors.Is(err, cache.ErrMismatch) {
				return fault.Invalid("package %q: the tarball from %s is not the one that was published (its hash is not %s); it was changed on its way or in the registry: tell who runs it, and try again", name, u.Host, want)
			}
			return err
		},
	})
	return got, err
}
