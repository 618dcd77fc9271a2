package scripts

import (
	"fmt"
	"log/slog"
)

// Redacted is shown in place of every secret value.
const Redacted = "[redacted]"

// SecretValue is a secret in the clear. It prints as [redacted] in every way that
// Go prints things; Reveal is the one way to the value.
type SecretValue struct{ value string }

// NewSecretValue wraps a value.
func NewSecretValue(value string) SecretValue { return SecretValue{value} }

// Reveal returns the value. Call it only where the value is used.
func (s SecretValue) Reveal() string { return s.value }

// Format implements fmt.Formatter for every verb.
func (s SecretValue) Format(f fmt.State, _ rune) { fmt.Fprint(f, Redacted) }

// MarshalJSON implements json.Marshaler.
func (s SecretValue) MarshalJSON() ([]byte, error) { return []byte(`"` + Redacted + `"`), nil }

// LogValue implements slog.LogValuer.
func (s SecretValue) LogValue() slog.Value { return slog.StringValue(Redacted) }

// Secrets are the secrets of one hook by name.
type Secrets map[string]SecretValue

// MaxSecretsPerHook is Auth0's limit for one hook and for one request.
const MaxSecretsPerHook = 20
