package crypto

import (
	"crypto/cipher"
	"crypto/subtle"
	"encoding/binary"
	"strings"

	"golang.org/x/crypto/chacha20"
)

// blocks is ECB and CBC, with the padding of PKCS #7 unless it is turned off.
type blocks struct {
	mode    cipher.BlockMode
	encrypt bool
	padding bool
	pending []byte
}

func newBlocks(s *suite, block cipher.Block, iv []byte, encrypt bool) *blocks {
	b := &blocks{encrypt: encrypt, padding: true}
	switch {
	case s.mode == "ecb":
		b.mode = &ecb{block, encrypt}
	case encrypt:
		b.mode = cipher.NewCBCEncrypter(block, iv)
	default:
		b.mode = cipher.NewCBCDecrypter(block, iv)
	}
	return b
}

func (b *blocks) update(data []byte) ([]byte, error) {
	b.pending = append(b.pending, data...)
	size := b.mode.BlockSize()
	whole := len(b.pending) / size * size
	if !b.encrypt && b.padding && whole > 0 && whole == len(b.pending) {
		whole -= size // it may hold the padding
	}
	return b.crypt(whole), nil
}

func (b *blocks) crypt(n int) []byte {
	out := make([]byte, n)
	b.mode.CryptBlocks(out, b.pending[:n])
	b.pending = append([]byte(nil), b.pending[n:]...)
	return out
}

func (b *blocks) final() ([]byte, error) {
	size := b.mode.BlockSize()
	if b.encrypt && b.padding {
		n := size - len(b.pending)
		for range n {
			b.pending = append(b.pending, byte(n))
		}
		return b.crypt(size), nil
	}
	wrongLength := openSSL("1C80006B", provider, "wrong final block length")
	if !b.padding {
		if len(b.pending) != 0 {
			return nil, wrongLength
		}
		return nil, nil
	}
	if len(b.pending) != size {
		return nil, wrongLength
	}
	return unpad(b.crypt(size))
}

func unpad(block []byte) ([]byte, error) {
	n := int(block[len(block)-1])
	good := n >= 1 && n <= len(block)
	for i := max(len(block)-n, 0); i < len(block); i++ {
		good = good && int(block[i]) == n
	}
	if !good {
		return nil, openSSL("1C800064", provider, "bad decrypt")
	}
	return block[:len(block)-n], nil
}

// ecb encrypts each block by itself.
type ecb struct {
	cipher.Block
	encrypt bool
}

// CryptBlocks implements cipher.BlockMode.
func (e *ecb) CryptBlocks(dst, src []byte) {
	for n := e.BlockSize(); len(src) >= n; src, dst = src[n:], dst[n:] {
		if e.encrypt {
			e.Encrypt(dst, src)
		} else {
			e.Decrypt(dst, src)
		}
	}
}

// stream is the modes that keep the length.
type stream struct{ cipher.Stream }

func newStream(s *suite, block cipher.Block, iv []byte, encrypt bool) engine {
	switch {
	case s.mode == "ctr":
		return &stream{cipher.NewCTR(block, iv)}
	case s.mode == "ofb":
		return &stream{cipher.NewOFB(block, iv)} //nolint:staticcheck // deprecated, but Node has it
	case strings.HasSuffix(s.name, "8"):
		return &stream{&cfb8{block, iv, encrypt}}
	case encrypt:
		return &stream{cipher.NewCFBEncrypter(block, iv)} //nolint:staticcheck // as above
	}
	return &stream{cipher.NewCFBDecrypter(block, iv)} //nolint:staticcheck // as above
}

func newChaCha(key, iv []byte) (engine, error) {
	c, err := chacha20.NewUnauthenticatedCipher(key, iv[4:])
	if err != nil {
		return nil, err
	}
	c.SetCounter(binary.LittleEndian.Uint32(iv))
	return &stream{c}, nil
}

func (s *stream) update(data []byte) ([]byte, error) {
	s.XORKeyStream(data, data)
	return data, nil
}

func (s *stream) final() ([]byte, error) { return nil, nil }

// cfb8 is cipher feedback by bytes (NIST SP 800-38A, section 6.3).
type cfb8 struct {
	block    cipher.Block
	register []byte
	encrypt  bool
}

// XORKeyStream implements cipher.Stream.
func (c *cfb8) XORKeyStream(dst, src []byte) {
	key := make([]byte, len(c.register))
	for i, in := range src {
		c.block.Encrypt(key, c.register)
		out := in ^ key[0]
		copy(c.register, c.register[1:])
		c.register[len(c.register)-1] = in
		if c.encrypt {
			c.register[len(c.register)-1] = out
		}
		dst[i] = out
	}
}

// wrapper is the key wrap of RFC 3394. Each update is a whole key.
type wrapper struct {
	block   cipher.Block
	iv      []byte
	encrypt bool
	done    bool
}

func (w *wrapper) update(data []byte) ([]byte, error) {
	switch {
	case w.done:
		return nil, errFinished
	case len(data)%8 != 0 || len(data) < 16 || !w.encrypt && len(data) < 24:
		return nil, openSSL("03000082", envelope, "invalid key length")
	}
	w.done = true
	if w.encrypt {
		return w.wrap(data), nil
	}
	return w.unwrap(data)
}

func (w *wrapper) final() ([]byte, error) { return nil, nil }

func (w *wrapper) wrap(data []byte) []byte {
	out := append(append([]byte(nil), w.iv...), data...)
	n := len(data) / 8
	buffer := make([]byte, 16)
	copy(buffer, w.iv)
	for t := range 6 * n {
		part := out[8*(t%n+1):][:8]
		copy(buffer[8:], part)
		w.block.Encrypt(buffer, buffer)
		binary.BigEndian.PutUint64(buffer, binary.BigEndian.Uint64(buffer)^uint64(t+1))
		copy(part, buffer[8:])
	}
	copy(out, buffer[:8])
	return out
}

func (w *wrapper) unwrap(data []byte) ([]byte, error) {
	n := len(data)/8 - 1
	buffer := append(make([]byte, 0, 16), data[:8]...)[:16]
	out := append([]byte(nil), data[8:]...)
	for t := 6*n - 1; t >= 0; t-- {
		part := out[8*(t%n):][:8]
		binary.BigEndian.PutUint64(buffer, binary.BigEndian.Uint64(buffer)^uint64(t+1))
		copy(buffer[8:], part)
		w.block.Decrypt(buffer, buffer)
		copy(part, buffer[8:])
	}
	if subtle.ConstantTimeCompare(buffer[:8], w.iv) != 1 {
		return nil, errFinished // Node's words for any update that OpenSSL refuses
	}
	return out, nil
}
