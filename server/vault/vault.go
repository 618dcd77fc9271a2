// Package vault keeps secret values unreadable at rest. What the store holds is sealed
// with the keys of one file in the data directory; there is no mode without.
//
// It protects a copy of the database. It does not protect against somebody who reads
// both the database and the keys, or the memory of the server: keep backups of the two
// apart.
package vault

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"path/filepath"

	"github.com/tink-crypto/tink-go/v2/aead"
	"github.com/tink-crypto/tink-go/v2/insecurecleartextkeyset"
	"github.com/tink-crypto/tink-go/v2/keyset"
	"github.com/tink-crypto/tink-go/v2/tink"

	"github.com/hookline/hookline/scripts"
	"github.com/hookline/hookline/server/keyfile"
)

// FileName is the keys' file in the data directory: a Tink keyset in its JSON form.
const FileName = "keyset.json"

// Vault seals and opens secret values with AES-256-GCM under a Tink keyset. It is safe
// for concurrent use.
//
// To change keys, add one to the file with Tink's keyset manager (or tinkey) and make it
// primary: new values are sealed with the primary key, and every value names the key
// that opens it. An old key may go once all values were sealed anew.
type Vault struct{ aead tink.AEAD }

// Open reads the keys from the directory, or makes them at the first start. Losing the
// file loses every secret.
func Open(dir string) (*Vault, error) {
	path := filepath.Join(dir, FileName)
	content, _, err := keyfile.ReadOrCreate(path, freshKeys)
	if err != nil {
		return nil, fmt.Errorf("keys of the secrets: %w", err)
	}
	keys, err := insecurecleartextkeyset.Read(keyset.NewJSONReader(bytes.NewReader(content)))
	if err != nil {
		// Tink's text may quote the file, and the file is the key.
		return nil, fmt.Errorf("keys of the secrets: %s is not a Tink keyset; restore it from the backup", path)
	}
	primitive, err := aead.New(keys)
	if err != nil {
		return nil, fmt.Errorf("keys of the secrets: %s has no usable AEAD key; restore it from the backup", path)
	}
	return &Vault{primitive}, nil
}

func freshKeys() ([]byte, error) {
	keys, err := keyset.NewHandle(aead.AES256GCMKeyTemplate())
	if err != nil {
		return nil, err
	}
	var content bytes.Buffer
	err = insecurecleartextkeyset.Write(keys, keyset.NewJSONWriter(&content))
	return content.Bytes(), err
}

// Place is where a secret belongs. A sealed value opens at its own place only, so
// nobody who can write to the database can move a secret to a hook of his.
type Place struct {
	Tenant scripts.TenantID
	Hook   scripts.HookID
	Name   string
}

// associated is the place as bytes, each part with its length before it: no two places
// have the same bytes.
func (p Place) associated() []byte {
	parts := [...]string{"hookline secret 1", string(p.Tenant), string(p.Hook), p.Name}
	var b []byte
	for _, part := range parts {
		b = binary.BigEndian.AppendUint32(b, uint32(len(part)))
		b = append(b, part...)
	}
	return b
}

// Seal makes the value unreadable. Sealing twice gives different bytes.
func (v *Vault) Seal(at Place, value scripts.SecretValue) ([]byte, error) {
	sealed, err := v.aead.Encrypt([]byte(value.Reveal()), at.associated())
	if err != nil {
		return nil, fmt.Errorf("seal secret %q: %w", at.Name, err)
	}
	return sealed, nil
}

// errSealed says nothing of the reason: authenticated encryption knows none.
var errSealed = errors.New("it was sealed with other keys or for another place; restore " + FileName + " from the backup or set the secret again")

// Open returns the value sealed for this place.
func (v *Vault) Open(at Place, sealed []byte) (scripts.SecretValue, error) {
	value, err := v.aead.Decrypt(sealed, at.associated())
	if err != nil {
		return scripts.SecretValue{}, fmt.Errorf("open secret %q of hook %s: %w", at.Name, at.Hook, errSealed)
	}
	return scripts.NewSecretValue(string(value)), nil
}

// OpenAll opens the secrets of one hook as the store keeps them.
func (v *Vault) OpenAll(tenant scripts.TenantID, hook scripts.HookID, sealed map[string][]byte) (scripts.Secrets, error) {
	secrets := make(scripts.Secrets, len(sealed))
	for name, value := range sealed {
		open, err := v.Open(Place{tenant, hook, name}, value)
		if err != nil {
			return nil, err
		}
		secrets[name] = open
	}
	return secrets, nil
}
