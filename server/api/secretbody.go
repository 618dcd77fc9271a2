package api

import (
	"fmt"
	"net/http"
	"slices"
	"unicode/utf8"

	"github.com/hookline/hookline/scripts"
	"github.com/hookline/hookline/server/edge"
)

const (
	// Mask stands for every secret value that is read.
	Mask = "_VALUE_NOT_SHOWN_"
	// MaxSecretName counts characters, MaxSecretValue bytes of UTF-8: the limits that
	// Auth0 documents for Actions.
	MaxSecretName  = 128
	MaxSecretValue = 4096
)

func readSecrets(w http.ResponseWriter, r *http.Request) (scripts.HookID, scripts.Secrets, error) {
	id, err := hookID(r)
	if err != nil {
		return "", nil, err
	}
	body, err := edge.Body(w, r)
	if err != nil {
		return "", nil, err
	}
	secrets, err := parseSecrets(body)
	if err == nil && len(secrets) == 0 {
		err = badBody("Too few properties defined (0), minimum 1")
	}
	return id, secrets, err
}

// parseSecrets reads an object of secrets. No error of it quotes a value.
func parseSecrets(body []byte) (scripts.Secrets, error) {
	secrets := scripts.Secrets{}
	err := edge.Object(body, func(name string, value []byte) error {
		if err := checkSecretName(name); err != nil {
			return err
		}
		text, err := secretProperty(name).text(value)
		if err != nil {
			return err
		}
		if len(text) > MaxSecretValue {
			return secretProperty(name).bad("String is too long (%d bytes), maximum %d", len(text), MaxSecretValue)
		}
		secrets[name] = scripts.NewSecretValue(text)
		return nil
	})
	if err == nil && len(secrets) > scripts.MaxSecretsPerHook {
		err = badBody("Too many properties defined (%d), maximum %d", len(secrets), scripts.MaxSecretsPerHook)
	}
	return secrets, err
}

func checkSecretName(name string) error {
	if n := utf8.RuneCountInString(name); n == 0 || n > MaxSecretName {
		return badBody("A secret's name has %d chars, it must have 1 to %d", n, MaxSecretName)
	}
	return nil
}

// parseNames reads an array of secrets' names. A name that is given twice counts once.
func parseNames(body []byte) ([]string, error) {
	var names []string
	err := edge.Array(body, func(value []byte) error {
		name, ok := edge.Text(value)
		if !ok {
			return badBody("Expected type string but found type %s in the array of names", edge.TypeName(value))
		}
		names = append(names, name)
		return checkSecretName(name)
	})
	switch {
	case err != nil:
		return nil, err
	case len(names) == 0:
		return nil, badBody("Array is too short (0), minimum 1")
	case len(names) > scripts.MaxSecretsPerHook:
		return nil, badBody("Array is too long (%d), maximum %d", len(names), scripts.MaxSecretsPerHook)
	}
	slices.Sort(names)
	return slices.Compact(names), nil
}

// dropMasked removes what a client read and sent back: it means the value that is
// saved. At Auth0 it replaced that value.
func dropMasked(secrets scripts.Secrets, saved map[string][]byte) error {
	for name, value := range secrets {
		if value.Reveal() != Mask {
			continue
		}
		if _, ok := saved[name]; !ok {
			return maskGiven(name)
		}
		delete(secrets, name)
	}
	return nil
}

func maskGiven(name string) error {
	return secretProperty(name).bad("%s is what is shown in place of a value", Mask)
}

func secretProperty(name string) property {
	return property{name, fmt.Sprintf("the secret's value, a string of at most %d bytes", MaxSecretValue)}
}
