package crypto

import (
	"context"
	"crypto/aes"
	"crypto/cipher"
	"crypto/des" //nolint:gosec // triple DES only: keys have it
	"crypto/rand"
	"crypto/sha1"
	"crypto/sha256"
	"crypto/sha512"
	"crypto/x509/pkix"
	"encoding/asn1"
	"hash"
)

// Encrypted private keys: PBES2 with PBKDF2 (RFC 8018, section 6.2), which is what
// OpenSSL writes. The iterations of a key that is read are bounded.

type encryptedKey struct {
	Algorithm struct {
		ID     asn1.ObjectIdentifier
		Params pbes2
	}
	Data []byte
}

type pbes2 struct {
	KDF struct {
		ID     asn1.ObjectIdentifier
		Params pbkdf2Params
	}
	Cipher struct {
		ID asn1.ObjectIdentifier
		IV []byte
	}
}

type pbkdf2Params struct {
	Salt       []byte
	Iterations int
	KeyLength  int                      `asn1:"optional"`
	PRF        pkix.AlgorithmIdentifier `asn1:"optional"`
}

var (
	oidPBES2      = asn1.ObjectIdentifier{1, 2, 840, 113549, 1, 5, 13}
	oidPBKDF2     = asn1.ObjectIdentifier{1, 2, 840, 113549, 1, 5, 12}
	oidHMACSHA1   = asn1.ObjectIdentifier{1, 2, 840, 113549, 2, 7}
	oidHMACSHA256 = asn1.ObjectIdentifier{1, 2, 840, 113549, 2, 9}
	oidHMACSHA512 = asn1.ObjectIdentifier{1, 2, 840, 113549, 2, 11}
)

// lockCiphers are what encrypts keys, by OpenSSL's names.
var lockCiphers = []struct {
	name string
	oid  asn1.ObjectIdentifier
	key  int
	make func([]byte) (cipher.Block, error)
}{
	{"aes-128-cbc", asn1.ObjectIdentifier{2, 16, 840, 1, 101, 3, 4, 1, 2}, 16, aes.NewCipher},
	{"aes-192-cbc", asn1.ObjectIdentifier{2, 16, 840, 1, 101, 3, 4, 1, 22}, 24, aes.NewCipher},
	{"aes-256-cbc", asn1.ObjectIdentifier{2, 16, 840, 1, 101, 3, 4, 1, 42}, 32, aes.NewCipher},
	{"des-ede3-cbc", asn1.ObjectIdentifier{1, 2, 840, 113549, 3, 7}, 24, des.NewTripleDESCipher},
}

const (
	maxLockIterations = 1_000_000
	lockIterations    = 2048 // OpenSSL's default
)

// isEncrypted reports whether a PKCS #8 key is, by its shape: it starts with an
// algorithm and not with a version.
func isEncrypted(data []byte) bool {
	var outer struct {
		Algorithm asn1.RawValue
		Data      []byte
	}
	_, err := asn1.Unmarshal(data, &outer)
	return err == nil && outer.Algorithm.Tag == asn1.TagSequence
}

func unlock(data, passphrase []byte) ([]byte, error) {
	var e encryptedKey
	if _, err := asn1.Unmarshal(data, &e); err != nil || !e.Algorithm.ID.Equal(oidPBES2) || !e.Algorithm.Params.KDF.ID.Equal(oidPBKDF2) {
		return nil, absent("This encryption of private keys")
	}
	kdf := e.Algorithm.Params.KDF.Params
	prf := prfOf(kdf.PRF.Algorithm)
	if prf == nil || kdf.Iterations < 1 || kdf.Iterations > maxLockIterations {
		return nil, absent("This encryption of private keys")
	}
	for _, c := range lockCiphers {
		if !c.oid.Equal(e.Algorithm.Params.Cipher.ID) {
			continue
		}
		key, err := derive(context.Background(), prf, passphrase, kdf.Salt, int64(kdf.Iterations), c.key)
		if err != nil {
			return nil, err
		}
		block, err := c.make(key)
		iv := e.Algorithm.Params.Cipher.IV
		if err != nil || len(iv) != block.BlockSize() || len(e.Data) == 0 || len(e.Data)%block.BlockSize() != 0 {
			return nil, errBadDecrypt
		}
		cipher.NewCBCDecrypter(block, iv).CryptBlocks(e.Data, e.Data)
		last := e.Data[len(e.Data)-block.BlockSize():]
		rest, err := unpad(last)
		if err != nil {
			return nil, err
		}
		return e.Data[:len(e.Data)-block.BlockSize()+len(rest)], nil
	}
	return nil, absent("This encryption of private keys")
}

func prfOf(oid asn1.ObjectIdentifier) func() hash.Hash {
	switch {
	case len(oid) == 0, oid.Equal(oidHMACSHA1):
		return sha1.New
	case oid.Equal(oidHMACSHA256):
		return sha256.New
	case oid.Equal(oidHMACSHA512):
		return sha512.New
	}
	return nil
}

func lock(data, passphrase []byte, name string) ([]byte, error) {
	for _, c := range lockCiphers {
		if c.name != name {
			continue
		}
		var e encryptedKey
		e.Algorithm.ID = oidPBES2
		p := &e.Algorithm.Params
		p.KDF.ID = oidPBKDF2
		p.KDF.Params.Salt = random(16)
		p.KDF.Params.Iterations = lockIterations
		p.KDF.Params.PRF = pkix.AlgorithmIdentifier{Algorithm: oidHMACSHA256, Parameters: asn1.NullRawValue}
		key, err := derive(context.Background(), sha256.New, passphrase, p.KDF.Params.Salt, lockIterations, c.key)
		if err != nil {
			return nil, err
		}
		block, err := c.make(key)
		if err != nil {
			return nil, err
		}
		p.Cipher.ID, p.Cipher.IV = c.oid, random(block.BlockSize())
		padded := &blocks{mode: cipher.NewCBCEncrypter(block, p.Cipher.IV), encrypt: true, padding: true}
		if e.Data, err = padded.update(data); err != nil {
			return nil, err
		}
		last, err := padded.final()
		if err != nil {
			return nil, err
		}
		e.Data = append(e.Data, last...)
		return asn1.Marshal(e)
	}
	return nil, plainFault("ERR_CRYPTO_UNKNOWN_CIPHER", "Unknown cipher")
}

func random(n int) []byte {
	data := make([]byte, n)
	_, _ = rand.Read(data) // never fails
	return data
}
