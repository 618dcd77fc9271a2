package crypto

import (
	"cmp"
	"crypto/cipher"
	"crypto/subtle"
	"fmt"

	"golang.org/x/crypto/chacha20poly1305"
)

// sealer is GCM and ChaCha20-Poly1305 as Node has them: what goes in comes out at once,
// the tag is made or checked at the end. Go's seal whole messages only. So the stream of
// the key is that which a sealed message of zeros shows, and at the end the whole
// message is sealed once for its tag.
type sealer struct {
	suite   *suite
	aead    cipher.AEAD
	iv      []byte
	encrypt bool
	tagSize int    // 0 if it was not said
	extra   []byte // authenticated too
	plain   []byte
	stream  []byte // of the key
	tag     []byte // made, or expected
}

// maxSealed bounds a message, of which three copies are kept.
const maxSealed = 16 << 20

func newSealer(s *suite, key, iv []byte, encrypt bool, tagSize int) (*sealer, error) {
	if tagSize != 0 && !validTag(s, tagSize) {
		return nil, badTag(tagSize)
	}
	made := &sealer{suite: s, iv: iv, encrypt: encrypt, tagSize: tagSize}
	if s.mode != "gcm" {
		var err error
		made.aead, err = chacha20poly1305.New(key)
		return made, err
	}
	block, err := s.make(key)
	if err != nil {
		return nil, err
	}
	made.aead, err = cipher.NewGCMWithNonceSize(block, len(iv))
	return made, err
}

func validTag(s *suite, size int) bool {
	if s.mode == "gcm" {
		return size == 4 || size == 8 || size >= 12 && size <= 16
	}
	return size >= 1 && size <= 16
}

func badTag(size int) *fault {
	return typeFault("ERR_CRYPTO_INVALID_AUTH_TAG", fmt.Sprintf("Invalid authentication tag length: %d", size))
}

// expect sets the tag that a decrypted message must have.
func (s *sealer) expect(tag []byte) error {
	if n := len(tag); !validTag(s.suite, n) || s.tagSize != 0 && n != s.tagSize {
		return badTag(n)
	}
	s.tag = tag
	return nil
}

func (s *sealer) update(data []byte) ([]byte, error) {
	done := len(s.plain)
	if done+len(data) > maxSealed {
		return nil, rangeFault("ERR_OUT_OF_RANGE", fmt.Sprintf("The message is longer than %d bytes, the limit of authenticated ciphers here", maxSealed))
	}
	if need := done + len(data); need > len(s.stream) {
		n := max(need, min(2*len(s.stream), maxSealed))
		zeros := make([]byte, n, n+s.aead.Overhead())
		s.stream = s.aead.Seal(zeros[:0], s.iv, zeros, nil)[:n]
	}
	out := make([]byte, len(data))
	subtle.XORBytes(out, data, s.stream[done:])
	if s.encrypt {
		s.plain = append(s.plain, data...)
	} else {
		s.plain = append(s.plain, out...)
	}
	return out, nil
}

func (s *sealer) final() ([]byte, error) {
	s.stream = nil
	sealed := s.aead.Seal(nil, s.iv, s.plain, s.extra)
	tag := sealed[len(s.plain):]
	s.plain = nil
	if s.encrypt {
		s.tag = tag[:cmp.Or(s.tagSize, len(tag))]
		return nil, nil
	}
	if len(s.tag) == 0 || subtle.ConstantTimeCompare(tag[:len(s.tag)], s.tag) != 1 {
		return nil, errAuth
	}
	return nil, nil
}
