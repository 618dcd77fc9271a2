package crypto

import (
	"github.com/dop251/goja"

	"github.com/hookline/hookline/runtime/node/view"
)

// engine is a cipher at work in one direction.
type engine interface {
	// update returns what is certain so far.
	update(data []byte) ([]byte, error)
	// final ends the message and returns the rest.
	final() ([]byte, error)
}

// cipher is cipher(name, key, iv or null, encrypt, tagLength) → engine | undefined for an
// unknown name. An engine has update(bytes), final(), setAutoPadding(boolean), and for
// those with a tag setAAD(bytes), setTag(bytes), tag().
func (b *binding) cipher(call goja.FunctionCall) goja.Value {
	s, err := findSuite(call.Argument(0).String())
	if err != nil {
		panic(b.errorValue(err))
	}
	if s == nil {
		return goja.Undefined()
	}
	key, encrypt := b.copied(call.Argument(1)), call.Argument(3).ToBoolean()
	var iv []byte
	if v := call.Argument(2); given(v) {
		iv = b.copied(v)
	}
	tag := 0
	if v := call.Argument(4); given(v) && s.aead() {
		tag = int(min(v.ToInteger(), 1<<20))
	}
	e := here(b, func() (engine, error) { return s.start(key, iv, encrypt, tag) })
	return b.engine(e)
}

// start checks the lengths in Node's order.
func (s *suite) start(key, iv []byte, encrypt bool, tag int) (engine, error) {
	switch {
	case len(key) != s.key:
		return nil, rangeFault("ERR_CRYPTO_INVALID_KEYLEN", "Invalid key length")
	case len(iv) != s.iv && s.mode != "gcm", s.mode == "gcm" && len(iv) == 0:
		return nil, typeFault("ERR_CRYPTO_INVALID_IV", "Invalid initialization vector")
	}
	if s.aead() {
		return newSealer(s, key, iv, encrypt, tag)
	}
	if s.name == "chacha20" {
		return newChaCha(key, iv)
	}
	block, err := s.make(key)
	if err != nil {
		return nil, err
	}
	switch s.mode {
	case "ecb", "cbc":
		return newBlocks(s, block, iv, encrypt), nil
	case "wrap":
		return &wrapper{block: block, iv: iv, encrypt: encrypt}, nil
	}
	return newStream(s, block, iv, encrypt), nil
}

func (b *binding) engine(e engine) goja.Value {
	functions := map[string]func(goja.FunctionCall) goja.Value{
		"update": func(call goja.FunctionCall) goja.Value {
			data := b.copied(call.Argument(0))
			return b.buffer(here(b, func() ([]byte, error) { return e.update(data) }))
		},
		"final": func(goja.FunctionCall) goja.Value { return b.buffer(here(b, e.final)) },
	}
	if blocks, ok := e.(*blocks); ok {
		functions["setAutoPadding"] = func(call goja.FunctionCall) goja.Value {
			blocks.padding = call.Argument(0).ToBoolean()
			return nil
		}
	}
	if s, ok := e.(*sealer); ok {
		functions["setAAD"] = func(call goja.FunctionCall) goja.Value {
			s.extra = append(s.extra, b.bytes(call.Argument(0))...)
			return nil
		}
		functions["setTag"] = func(call goja.FunctionCall) goja.Value {
			tag, _ := view.Copy(call.Argument(0))
			_ = here(b, func() (struct{}, error) { return struct{}{}, s.expect(tag) })
			return nil
		}
		functions["tag"] = func(goja.FunctionCall) goja.Value { return b.buffer(append([]byte(nil), s.tag...)) }
	}
	return b.realm.Object(functions)
}
