package crypto

import (
	"context"
	"crypto/ecdh"
	"crypto/ecdsa"
	"crypto/ed25519"
	"crypto/rand"
	"crypto/rsa"
	"crypto/x509/pkix"
	"encoding/asn1"
	"math/big"
	"strings"

	"github.com/dop251/goja"

	"github.com/hookline/hookline/runtime/node/pool"
)

const (
	// maxGenerated bounds the RSA keys that are made: twice the length takes ten times as
	// long, and the search for primes cannot be stopped.
	maxGenerated = 4096
	// maxPrime bounds the primes that are searched for.
	maxPrime = 2048
	// maxTested bounds what is tested for being prime.
	maxTested = 8192
)

// generate is generate(type, bits or curve, exponent, done) → private key.
func (b *binding) generate(call goja.FunctionCall) goja.Value {
	kind, size := call.Argument(0).String(), call.Argument(1)
	var make func() (*key, error)
	switch kind {
	case "rsa", "rsa-pss":
		make = b.rsaGenerator(kind, size.ToInteger(), call.Argument(2))
	case "ec":
		curve, _ := findCurve(size.String())
		if curve == nil {
			panic(b.errorValue(errCurve))
		}
		make = func() (*key, error) {
			p, err := ecdsa.GenerateKey(curve, rand.Reader)
			if err != nil {
				return nil, err
			}
			return privateKey(p, nil)
		}
	case "ed25519":
		make = func() (*key, error) {
			_, p, err := ed25519.GenerateKey(rand.Reader)
			if err != nil {
				return nil, err
			}
			return privateKey(p, nil)
		}
	case "x25519":
		make = func() (*key, error) {
			p, err := ecdh.X25519().GenerateKey(rand.Reader)
			if err != nil {
				return nil, err
			}
			return privateKey(p, nil)
		}
	default:
		panic(b.errorValue(absent("Generating keys of type " + kind)))
	}
	return answer(b, call.Argument(3), func(ctx context.Context) (*key, error) {
		if strings.HasPrefix(kind, "rsa") {
			return pool.Aside(ctx, make)
		}
		return make()
	}, b.object)
}

func (b *binding) rsaGenerator(kind string, bits int64, exponent goja.Value) func() (*key, error) {
	switch {
	case given(exponent) && exponent.ToInteger() != 65537:
		panic(b.errorValue(absent("A publicExponent other than 65537")))
	case bits < 1024 || bits > maxGenerated:
		panic(b.errorValue(rangeFault("ERR_OUT_OF_RANGE", "The modulusLength must be between 1024 and 4096 here")))
	}
	return func() (*key, error) {
		p, err := rsa.GenerateKey(rand.Reader, int(bits))
		if err != nil {
			return nil, err
		}
		if kind == "rsa-pss" {
			return privateKey(p, &pkix.AlgorithmIdentifier{Algorithm: oidPSS, Parameters: asn1.RawValue{}})
		}
		return privateKey(p, nil)
	}
}

// prime is prime(bits, safe, done) → the bytes of one.
func (b *binding) prime(call goja.FunctionCall) goja.Value {
	bits, safe := call.Argument(0).ToInteger(), call.Argument(1).ToBoolean()
	if bits < 2 || bits > maxPrime {
		panic(b.errorValue(rangeFault("ERR_OUT_OF_RANGE", "Primes must have between 2 and 2048 bits here")))
	}
	return answer(b, call.Argument(2), func(ctx context.Context) ([]byte, error) {
		p, err := findPrime(ctx, int(bits), safe)
		if err != nil {
			return nil, err
		}
		return p.FillBytes(make([]byte, (bits+7)/8)), nil
	}, b.buffer)
}

// findPrime looks at ctx between candidates, each of which takes part of a second at
// most.
func findPrime(ctx context.Context, bits int, safe bool) (*big.Int, error) {
	for ctx.Err() == nil {
		if !safe || bits < 4 {
			return pool.Aside(ctx, func() (*big.Int, error) { return rand.Prime(rand.Reader, bits) })
		}
		half, err := pool.Aside(ctx, func() (*big.Int, error) { return rand.Prime(rand.Reader, bits-1) })
		if err != nil {
			return nil, err
		}
		p := half.Lsh(half, 1)
		if p.SetBit(p, 0, 1).ProbablyPrime(10) {
			return p, nil
		}
	}
	return nil, context.Cause(ctx)
}

// isPrime is isPrime(bytes, done).
func (b *binding) isPrime(call goja.FunctionCall) goja.Value {
	candidate := b.copied(call.Argument(0))
	if len(candidate) > maxTested/8 {
		panic(b.errorValue(rangeFault("ERR_OUT_OF_RANGE", "Numbers of more than 8192 bits are not tested here")))
	}
	return answer(b, call.Argument(1), func(ctx context.Context) (bool, error) {
		return pool.Aside(ctx, func() (bool, error) { return new(big.Int).SetBytes(candidate).ProbablyPrime(20), nil })
	}, b.boolean)
}

// power is power(base, exponent, modulus) → base^exponent mod modulus, as long as the
// modulus: what Diffie-Hellman is made of.
func (b *binding) power(call goja.FunctionCall) goja.Value {
	base, exponent, modulus := b.copied(call.Argument(0)), b.copied(call.Argument(1)), b.copied(call.Argument(2))
	m := new(big.Int).SetBytes(modulus)
	if m.Sign() == 0 || m.BitLen() > maxTested || len(exponent) > maxTested/8 || len(base) > maxTested/8 {
		panic(b.errorValue(rangeFault("ERR_OUT_OF_RANGE", "The modulus must have between 1 and 8192 bits here")))
	}
	return b.buffer(here(b, func() ([]byte, error) {
		return pool.Aside(b.realm.Context, func() ([]byte, error) {
			x := new(big.Int).Exp(new(big.Int).SetBytes(base), new(big.Int).SetBytes(exponent), m)
			return x.FillBytes(make([]byte, len(modulus))), nil
		})
	}))
}
