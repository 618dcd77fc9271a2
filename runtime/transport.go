package runtime

import "net/http"

// errNoNetwork is what scripts of an engine without a transport hear.
type errNoNetwork struct{}

func (errNoNetwork) Error() string { return "egress refused: hooks have no network here" }
func (errNoNetwork) Code() string  { return "EACCES" }

// noNetwork refuses every request.
type noNetwork struct{}

func (noNetwork) RoundTrip(*http.Request) (*http.Response, error) { return nil, errNoNetwork{} }

func (e *Engine) transport() http.RoundTripper {
	if e.config.Transport == nil {
		return noNetwork{}
	}
	return e.config.Transport
}

func (e *Engine) insecure() http.RoundTripper {
	if e.config.Insecure == nil {
		return nil
	}
	return e.config.Insecure()
}
