package auth

import (
	"crypto/rand"
	"encoding/base64"
	"fmt"
	"path/filepath"
	"strings"

	"github.com/hookline/hookline/scripts"
	"github.com/hookline/hookline/server/keyfile"
)

const (
	// TokenVariable is the environment variable that sets the admin token.
	TokenVariable = "HOOKLINE_ADMIN_TOKEN"
	// TokenFile is where the admin token is kept in the data directory when the
	// variable is not set.
	TokenFile = "admin-token"
	// MinTokenLength is the least length of a token that somebody chose.
	MinTokenLength = 16
)

// tokenPrefix lets secret scanners find a token that leaked.
const tokenPrefix = "hk_adm_"

// Token is the admin token, and where it comes from.
type Token struct {
	Value scripts.SecretValue
	// Path is the token's file, empty when the environment set the token. Made says
	// that the file was made just now.
	Path string
	Made bool
}

// AdminToken returns the token chosen in the environment, or if that is empty the one
// kept in dir, which is made at the first start from 256 random bits.
func AdminToken(environment, dir string) (Token, error) {
	if environment != "" {
		return Token{Value: scripts.NewSecretValue(environment)}, checkToken(environment, TokenVariable)
	}
	path := filepath.Join(dir, TokenFile)
	content, made, err := keyfile.ReadOrCreate(path, freshToken)
	if err != nil {
		return Token{}, fmt.Errorf("admin token: %w", err)
	}
	value := strings.TrimSpace(string(content))
	return Token{Value: scripts.NewSecretValue(value), Path: path, Made: made}, checkToken(value, path)
}

func freshToken() ([]byte, error) {
	random := make([]byte, 32)
	rand.Read(random) // never fails: it ends the program instead
	return []byte(tokenPrefix + base64.RawURLEncoding.EncodeToString(random) + "\n"), nil
}

// checkToken says whether the token is long enough and can be sent in a header.
func checkToken(token, from string) error {
	if len(token) < MinTokenLength {
		return fmt.Errorf("admin token: the one in %s has %d characters; use at least %d, such as from `openssl rand -base64 32`", from, len(token), MinTokenLength)
	}
	for _, c := range []byte(token) {
		if c <= ' ' || c > '~' {
			return fmt.Errorf("admin token: the one in %s holds spaces or characters outside ASCII, which cannot be sent in an Authorization header", from)
		}
	}
	return nil
}
