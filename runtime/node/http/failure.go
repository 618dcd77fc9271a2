package http

import (
	"context"
	"errors"
	"fmt"

	"github.com/dop251/goja"

	"github.com/hookline/hookline/runtime/node/fault"
)

func tooMuch(format string, args ...any) error {
	return &fault.System{Code: "ERR_LIMIT_REACHED", Message: fmt.Sprintf(format, args...)}
}

// cutShort is the error of a response whose body did not arrive in full.
func cutShort(err error) error {
	if errors.Is(err, context.Canceled) {
		return fault.CutOff
	}
	return &fault.System{Code: "ECONNRESET", Message: "aborted"}
}

func explain(err error, m *message) *fault.System {
	return fault.Explain(err, fault.Target{Host: m.host, Port: m.port})
}

// errorValue makes the script's Error.
func (c *client) errorValue(err error, m *message) goja.Value {
	return explain(err, m).Value(c.realm)
}
