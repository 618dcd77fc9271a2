// Package fault makes the errors of an installation: each is a [scripts.Fault], whose
// text names the package, the reason and the next step, and is shown as it stands.
package fault

import (
	"errors"
	"fmt"

	"github.com/hookline/hookline/scripts"
)

// Invalid is for what the hook's author can change: a name, a range, a package.
func Invalid(format string, args ...any) error {
	return &scripts.Fault{Kind: scripts.ErrInvalid, Message: fmt.Sprintf(format, args...)}
}

// Unavailable is for what the operator can change, or time: the registry, its address,
// credentials, the network.
func Unavailable(format string, args ...any) error {
	return &scripts.Fault{Kind: scripts.ErrUnavailable, Message: fmt.Sprintf(format, args...)}
}

// Via adds to the text of a fault by which packages the one that it names was needed. It
// changes no other error.
func Via(err error, way string) error {
	f, ok := errors.AsType[*scripts.Fault](err)
	if !ok || way == "" {
		return err
	}
	return &scripts.Fault{Kind: f.Kind, Code: f.Code, Message: f.Message + " (needed by " + way + ")"}
}

// Text is the text of a fault.
func Text(err error) (string, bool) {
	f, ok := errors.AsType[*scripts.Fault](err)
	if !ok {
		return "", false
	}
	return f.Message, true
}
