package crypto

import (
	"context"
	"crypto/hkdf"
	"crypto/hmac"
	"encoding/binary"
	"fmt"
	"hash"

	"github.com/dop251/goja"
	"golang.org/x/crypto/scrypt"

	"github.com/hookline/hookline/runtime/node/pool"
)

// The bounds of key derivation, beside those that Node has.
const (
	// maxScryptMemory is what maxmem may be raised to; Node's default is 32 MiB.
	maxScryptMemory = 64 << 20
	// maxScryptCost bounds cost × blockSize × parallelization: 32 times Node's default.
	maxScryptCost = 1 << 22
)

// pbkdf2 is pbkdf2(password, salt, iterations, length, digest, done).
func (b *binding) pbkdf2(call goja.FunctionCall) goja.Value {
	password, salt := b.copied(call.Argument(0)), b.copied(call.Argument(1))
	iterations, length := call.Argument(2).ToInteger(), call.Argument(3).ToInteger()
	digest := b.digestOrThrow(call.Argument(4))
	b.checkLength(length)
	return answer(b, call.Argument(5), func(ctx context.Context) ([]byte, error) {
		return derive(ctx, digest.make, password, salt, iterations, int(length))
	}, b.buffer)
}

// checkLength bounds what one call makes.
func (b *binding) checkLength(length int64) {
	if length < 0 || length > MaxRandomBytes {
		b.realm.Throw("RangeError", "ERR_OUT_OF_RANGE", fmt.Sprintf("The length must be between 0 and %d bytes here", MaxRandomBytes))
	}
}

func (b *binding) digestOrThrow(name goja.Value) *algorithm {
	a := find(name.String())
	if a == nil {
		panic(b.errorValue(typeFault("ERR_CRYPTO_INVALID_DIGEST", "Invalid digest: "+name.String())))
	}
	return a
}

// derive is PBKDF2 of RFC 8018, section 5.2. That of the standard library cannot be
// stopped.
func derive(ctx context.Context, make func() hash.Hash, password, salt []byte, iterations int64, length int) ([]byte, error) {
	mac := hmac.New(make, password)
	var out, u []byte
	for block := uint32(1); len(out) < length; block++ {
		mac.Reset()
		mac.Write(salt)
		mac.Write(binary.BigEndian.AppendUint32(nil, block))
		start := len(out)
		out = mac.Sum(out)
		sum := out[start:]
		u = append(u[:0], sum...)
		for n := int64(1); n < iterations; n++ {
			if n%1024 == 0 && ctx.Err() != nil {
				return nil, context.Cause(ctx)
			}
			mac.Reset()
			mac.Write(u)
			u = mac.Sum(u[:0])
			for i := range sum {
				sum[i] ^= u[i]
			}
		}
		if ctx.Err() != nil {
			return nil, context.Cause(ctx)
		}
	}
	return out[:length], nil
}

// scrypt is scrypt(password, salt, length, cost, blockSize, parallelization, maxmem, done).
func (b *binding) scrypt(call goja.FunctionCall) goja.Value {
	password, salt := b.copied(call.Argument(0)), b.copied(call.Argument(1))
	length := call.Argument(2).ToInteger()
	n, r, p := call.Argument(3).ToInteger(), call.Argument(4).ToInteger(), call.Argument(5).ToInteger()
	b.checkLength(length)
	if err := checkScrypt(n, r, p, call.Argument(6).ToFloat()); err != nil {
		panic(b.errorValue(err))
	}
	return answer(b, call.Argument(7), func(ctx context.Context) ([]byte, error) {
		if length == 0 {
			return nil, nil
		}
		return pool.Aside(ctx, func() ([]byte, error) {
			return scrypt.Key(password, salt, int(n), int(r), int(p), int(length))
		})
	}, b.buffer)
}

// checkScrypt checks the parameters as OpenSSL does, and then the cost.
func checkScrypt(n, r, p int64, maxmem float64) error {
	const code = "ERR_CRYPTO_INVALID_SCRYPT_PARAMS"
	if n < 2 || n&(n-1) != 0 || r < 1 || p < 1 || n > 1<<32 || r > 1<<30 || p > 1<<30 {
		return rangeFault(code, "Invalid scrypt params")
	}
	memory := float64(p)*128*float64(r) + 128*float64(r)*(float64(n)+2)
	if memory > maxmem {
		return rangeFault(code, "Invalid scrypt params: error:030000AC:digital envelope routines::memory limit exceeded")
	}
	if memory > maxScryptMemory {
		return rangeFault(code, fmt.Sprintf("Invalid scrypt params: they need %.0f bytes; the limit is %d", memory, maxScryptMemory))
	}
	if cost := float64(n) * float64(r) * float64(p); cost > maxScryptCost {
		return rangeFault(code, fmt.Sprintf("Invalid scrypt params: N × r × p is %.0f; the limit is %d", cost, maxScryptCost))
	}
	return nil
}

// hkdf is hkdf(digest, key, salt, info, length, done).
func (b *binding) hkdf(call goja.FunctionCall) goja.Value {
	digest := b.digestOrThrow(call.Argument(0))
	key, salt, info := b.copied(call.Argument(1)), b.copied(call.Argument(2)), b.copied(call.Argument(3))
	length := call.Argument(4).ToInteger()
	if length < 0 || length > int64(255*digest.make().Size()) {
		panic(b.errorValue(rangeFault("ERR_CRYPTO_INVALID_KEYLEN", "Invalid key length")))
	}
	return answer(b, call.Argument(5), func(context.Context) ([]byte, error) {
		return hkdf.Key(digest.make, key, salt, string(info), int(length))
	}, b.buffer)
}
