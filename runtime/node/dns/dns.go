// Package dns is the Go side of the dns module: look-ups over the realm's Resolve.
//
// A look-up counts as one of the run's requests and is one entry of its record: method
// LOOKUP, URL dns:name?type=MX (RFC 4501).
package dns

import (
	"context"
	"errors"
	"net"
	"net/url"

	"github.com/dop251/goja"

	"github.com/hookline/hookline/runtime/node/fault"
	"github.com/hookline/hookline/runtime/realm"
	"github.com/hookline/hookline/scripts"
)

// Binding makes internalBinding('dns').
//
//	resolve(record, name, done(code, records)): code is null, or one of Node's
func Binding(r *realm.Realm) *goja.Object {
	return r.Object(map[string]func(goja.FunctionCall) goja.Value{
		"resolve": func(call goja.FunctionCall) goja.Value {
			done := fault.Function(r, "done", call.Argument(2))
			resolve(r, call.Argument(0).String(), call.Argument(1).String(), done)
			return nil
		},
	})
}

var (
	errNoNetwork = errors.New("this run has no network")
	errTooMany   = errors.New("the run has made as many requests and look-ups as it may")
)

func resolve(r *realm.Realm, record, name string, done goja.Callable) {
	entry := scripts.Request{Method: "LOOKUP", URL: entryURL(record, name), AtMS: r.SinceStart()}
	refusal := admit(r)
	r.Go(func(ctx context.Context) func() error {
		var found []string
		err := refusal
		if err == nil {
			found, err = r.Resolve(ctx, record, name)
		}
		return func() error {
			if refusal == nil {
				entry.DurationMS = r.Since(entry.AtMS)
				entry.Error = reason(err)
				r.Sent(entry)
			}
			return answer(r, done, found, err)
		}
	})
}

func admit(r *realm.Realm) error {
	switch {
	case r.Resolve == nil:
		return errNoNetwork
	case !r.Spend():
		return errTooMany
	}
	return nil
}

const maxEntryName = 255

func entryURL(record, name string) string {
	return "dns:" + url.PathEscape(name[:min(len(name), maxEntryName)]) + "?type=" + record
}

func answer(r *realm.Realm, done goja.Callable, found []string, err error) error {
	list := make([]any, len(found))
	for i, text := range found {
		list[i] = text
	}
	code := goja.Null()
	if err != nil {
		code = r.VM.ToValue(codeOf(err))
	}
	_, err = done(goja.Undefined(), code, r.VM.NewArray(list...))
	return err
}

func reason(err error) *string {
	if err == nil {
		return nil
	}
	code := codeOf(err)
	return &code
}

func codeOf(err error) string {
	var coded interface{ Code() string }
	var lookup *net.DNSError
	switch {
	case errors.Is(err, errTooMany):
		return "ERR_LIMIT_REACHED"
	case errors.As(err, &coded):
		return coded.Code()
	case errors.As(err, &lookup) && lookup.IsNotFound:
		return "ENOTFOUND"
	case errors.Is(err, context.Canceled):
		return "ECANCELLED"
	}
	return "EAI_AGAIN"
}
