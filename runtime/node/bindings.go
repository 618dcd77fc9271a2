package node

import (
	"github.com/hookline/hookline/runtime/node/http"
	"github.com/hookline/hookline/runtime/node/url"
)

// bindings are the Go sides of the modules, by the name for internalBinding.
var bindings = map[string]Binding{
	"http": http.Binding,
	"url":  url.Binding,
}
