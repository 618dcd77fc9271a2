package registry

import (
	"context"
	"errors"
	"io"
	"math/rand/v2"
	"net/http"
	"net/url"
	"strconv"
	"time"

	"github.com/hookline/hookline/runtime/npm/internal/fault"
	"github.com/hookline/hookline/scripts"
)

// maxRetryAfter bounds how long a registry may ask to be left alone.
const maxRetryAfter = 10 * time.Second

// request is one thing to fetch for a package.
type request struct {
	name   string // of the package, for errors
	url    *url.URL
	accept string
	etag   string
	// read takes the body of a 200; what it returns as a fault is final, any other error
	// is the network's. It may be called again, with a new body, after an error.
	read func(h http.Header, body io.Reader) error
}

// get fetches, and tries again after errors of the network, 429 and 5xx. It reports false
// for 304.
func (c *Client) get(ctx context.Context, r request) (changed bool, err error) {
	release, err := c.acquire(ctx)
	if err != nil {
		return false, err
	}
	defer release()
	for try := 0; ; try++ {
		status, wait, err := c.once(ctx, r)
		var final *scripts.Fault
		switch {
		case err == nil:
			return status != http.StatusNotModified, nil
		case errors.As(err, &final):
			return false, err
		case ctx.Err() != nil:
			return false, fault.Unavailable("package %q: the installation took too long, and the registry %s had not answered; try again", r.name, r.url.Host)
		case try >= c.config.Retries:
			return false, fault.Unavailable("package %q: the registry %s cannot be reached (%s); try again, or check --npm-registry", r.name, r.url.Host, reason(err))
		}
		backoff := c.config.Backoff << try
		if err := sleep(ctx, max(wait, backoff/2+rand.N(backoff))); err != nil { //nolint:gosec // spreads retries, no secret
			return false, err
		}
	}
}

// once makes one request. wait is how long the registry asks to be left alone.
func (c *Client) once(ctx context.Context, r request) (status int, wait time.Duration, err error) {
	ctx, cancel := context.WithTimeout(ctx, c.config.RequestTimeout)
	defer cancel()
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, r.url.String(), nil)
	if err != nil {
		return 0, 0, err
	}
	req.Header.Set("User-Agent", userAgent)
	req.Header.Set("Accept", r.accept)
	if r.etag != "" {
		req.Header.Set("If-None-Match", r.etag)
	}
	c.authorize(req)
	resp, err := c.http.Do(req)
	if err != nil {
		return 0, 0, err
	}
	defer func() { _ = resp.Body.Close() }()
	switch {
	case resp.StatusCode == http.StatusOK:
		return resp.StatusCode, 0, r.read(resp.Header, resp.Body)
	case resp.StatusCode == http.StatusNotModified && r.etag != "":
		return resp.StatusCode, 0, nil
	case resp.StatusCode == http.StatusTooManyRequests, resp.StatusCode >= 500:
		return resp.StatusCode, retryAfter(resp.Header), statusError(resp.StatusCode)
	default:
		return resp.StatusCode, 0, r.refused(resp.StatusCode)
	}
}

// refused explains a status that another try would not change.
func (r request) refused(status int) error {
	switch status {
	case http.StatusNotFound, http.StatusGone, http.StatusUnavailableForLegalReasons:
		return fault.Invalid("package %q is not in the registry %s (status %d); check its name and version in dependencies", r.name, r.url.Host, status)
	case http.StatusUnauthorized, http.StatusForbidden:
		return fault.Unavailable("package %q: the registry %s refuses access (status %d); put a token that may read it into the server's .npmrc, as //%s/:_authToken=…", r.name, r.url.Host, status, r.url.Host)
	}
	return fault.Unavailable("package %q: the registry %s answered with status %d; check --npm-registry", r.name, r.url.Host, status)
}

type statusError int

func (s statusError) Error() string { return "status " + strconv.Itoa(int(s)) }

// reason is an error without the URL, which may be a signed one.
func reason(err error) string {
	if e, ok := errors.AsType[*url.Error](err); ok {
		if e.Timeout() {
			return "no answer in time"
		}
		err = e.Err
	}
	if errors.Is(err, context.DeadlineExceeded) {
		return "no answer in time"
	}
	return err.Error()
}

func retryAfter(h http.Header) time.Duration {
	seconds, err := strconv.Atoi(h.Get("Retry-After"))
	if err != nil || seconds < 0 {
		return 0
	}
	return min(time.Duration(seconds)*time.Second, maxRetryAfter)
}

func sleep(ctx context.Context, d time.Duration) error {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-timer.C:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

// capped reads at most so many bytes, and then fails instead of ending.
type capped struct {
	r    io.Reader
	left int64
	over error
}

func (c *capped) Read(p []byte) (int, error) {
	if c.left <= 0 {
		// Exactly at the limit the body may end.
		if n, err := c.r.Read(make([]byte, 1)); n == 0 {
			return 0, err
		}
		return 0, c.over
	}
	n, err := c.r.Read(p[:min(int64(len(p)), c.left)])
	c.left -= int64(n)
	return n, err
}
