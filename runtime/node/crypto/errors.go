package crypto

import (
	"errors"
	"strings"

	"github.com/dop251/goja"
)

// fault is an error as the script sees it. With a library and a reason it is one of
// OpenSSL's, which packages look at.
type fault struct {
	class, code, message string
	library, reason      string
}

func (f *fault) Error() string { return f.message }

func typeFault(code, message string) *fault {
	return &fault{class: "TypeError", code: code, message: message}
}
func rangeFault(code, message string) *fault {
	return &fault{class: "RangeError", code: code, message: message}
}
func plainFault(code, message string) *fault {
	return &fault{class: "Error", code: code, message: message}
}

// OpenSSL's libraries, with the names that codes have for them.
const (
	provider = "Provider routines"
	envelope = "digital envelope routines"
	rsaName  = "rsa routines"
	decoder  = "DECODER routines"
	pemName  = "PEM routines"
)

var codePrefix = map[string]string{provider: "", envelope: "EVP_", rsaName: "RSA_", pemName: "PEM_", decoder: ""}

// openSSL makes the error that OpenSSL 3 has under number.
func openSSL(number, library, reason string) *fault {
	f := plainFault("ERR_OSSL_"+codePrefix[library]+strings.ToUpper(strings.ReplaceAll(reason, " ", "_")),
		"error:"+number+":"+library+"::"+reason)
	f.library, f.reason = library, reason
	return f
}

var (
	errUnsupported = openSSL("1E08010C", decoder, "unsupported")
	errFinished    = plainFault("", "Trying to add data in unsupported state")
	errAuth        = plainFault("", "Unsupported state or unable to authenticate data")
)

// absent is for what Node has and this runtime has not.
func absent(what string) *fault {
	return plainFault("ERR_FEATURE_UNAVAILABLE_ON_PLATFORM", what+" is not available in this runtime")
}

func (b *binding) errorValue(err error) *goja.Object {
	var f *fault
	if !errors.As(err, &f) { // Go's texts, and panics, stay inside
		f = plainFault("ERR_CRYPTO_OPERATION_FAILED", "The operation failed")
	}
	e := b.realm.NewError(f.class, "", f.message)
	if f.reason != "" {
		_ = e.Set("library", f.library)
		_ = e.Set("reason", f.reason)
	}
	if f.code != "" {
		_ = e.Set("code", f.code)
	}
	return e
}
