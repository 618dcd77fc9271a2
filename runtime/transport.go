package runtime

import (
	"errors"
	"net/http"
)

var errNoNetwork = errors.New("egress refused: hooks have no network here")

// noNetwork refuses every request.
type noNetwork struct{}

func (noNetwork) RoundTrip(*http.Request) (*http.Response, error) { return nil, errNoNetwork }

func (e *Engine) transport() http.RoundTripper {
	if e.config.Transport == nil {
		return noNetwork{}
	}
	return e.config.Transport
}
