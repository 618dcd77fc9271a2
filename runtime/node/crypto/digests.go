package crypto

import (
	"crypto/md5"
	"crypto/sha1"
	"crypto/sha3"
	"encoding"
	"errors"
	"hash"
)

// cloned copies the state of a digest.
func cloned(h hash.Hash) (hash.Hash, error) {
	if c, ok := h.(hash.Cloner); ok {
		return c.Clone()
	}
	state, ok := h.(encoding.BinaryMarshaler)
	if !ok {
		return nil, errors.New("the digest cannot be copied")
	}
	data, err := state.MarshalBinary()
	if err != nil {
		return nil, err
	}
	for _, a := range algorithms { // the one that reads its own state
		fresh := a.make()
		if u, ok := fresh.(encoding.BinaryUnmarshaler); ok && u.UnmarshalBinary(data) == nil {
			return fresh, nil
		}
	}
	return nil, errors.New("the digest cannot be copied")
}

// shake is a digest of the length that was asked for.
type shake struct {
	*sha3.SHAKE
	make   func() *sha3.SHAKE
	length int
}

// Size implements hash.Hash.
func (s *shake) Size() int { return s.length }

// Sum implements hash.Hash.
func (s *shake) Sum(b []byte) []byte {
	c, err := s.Clone()
	if err != nil {
		panic(err) // its own state
	}
	out := make([]byte, s.length)
	_, _ = c.(*shake).Read(out)
	return append(b, out...)
}

// Clone implements hash.Cloner.
func (s *shake) Clone() (hash.Cloner, error) {
	data, err := s.MarshalBinary()
	if err != nil {
		return nil, err
	}
	c := &shake{s.make(), s.make, s.length}
	return c, c.UnmarshalBinary(data)
}

// md5SHA1 is the pair that TLS 1.1 signs.
type md5SHA1 struct{ md5, sha1 hash.Hash }

func newMD5SHA1() hash.Hash { return &md5SHA1{md5.New(), sha1.New()} }

func (p *md5SHA1) Write(data []byte) (int, error) {
	_, _ = p.md5.Write(data)
	return p.sha1.Write(data)
}
func (p *md5SHA1) Sum(b []byte) []byte { return p.sha1.Sum(p.md5.Sum(b)) }
func (p *md5SHA1) Size() int           { return md5.Size + sha1.Size }
func (p *md5SHA1) BlockSize() int      { return p.md5.BlockSize() }
func (p *md5SHA1) Reset() {
	p.md5.Reset()
	p.sha1.Reset()
}

// Clone implements hash.Cloner.
func (p *md5SHA1) Clone() (hash.Cloner, error) {
	a, err := cloned(p.md5)
	if err != nil {
		return nil, err
	}
	b, err := cloned(p.sha1)
	return &md5SHA1{a, b}, err
}

// recorded is a digest that cannot be copied, so it keeps what was written.
type recorded struct {
	hash.Hash
	make func() hash.Hash
	data []byte
}

func (r *recorded) Write(data []byte) (int, error) {
	r.data = append(r.data, data...)
	return r.Hash.Write(data)
}

// Reset implements hash.Hash.
func (r *recorded) Reset() {
	r.data = nil
	r.Hash.Reset()
}

// Clone implements hash.Cloner.
func (r *recorded) Clone() (hash.Cloner, error) {
	c := &recorded{Hash: r.make(), make: r.make}
	_, err := c.Write(r.data)
	return c, err
}
