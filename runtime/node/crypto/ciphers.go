package crypto

import (
	"crypto/aes"
	"crypto/cipher"
	"crypto/des" //nolint:gosec // triple DES only: Node has it
	"fmt"
	"regexp"
	"strings"
	"sync"

	"github.com/dop251/goja"
	"golang.org/x/crypto/chacha20"
	"golang.org/x/crypto/chacha20poly1305"
)

// A suite is a cipher by OpenSSL's name. Its lengths are in bytes.
type suite struct {
	name, mode          string
	key, iv, block, nid int
	make                func(key []byte) (cipher.Block, error)
}

// aead reports whether the mode has a tag.
func (s *suite) aead() bool { return s.mode == "gcm" || s.name == "chacha20-poly1305" }

// suites are the ciphers by name, aliases included, in lower case.
var suites = sync.OnceValue(func() map[string]*suite {
	all := map[string]*suite{}
	add := func(s suite, names ...string) {
		for _, name := range names {
			all[name] = &s
		}
	}
	for i, bits := range []int{128, 192, 256} {
		made := suite{key: bits / 8, make: aes.NewCipher}
		name := func(mode string) string { return fmt.Sprintf("aes-%d-%s", bits, mode) }
		with := func(mode string, iv, block, nid int) suite {
			s := made
			s.name, s.mode, s.iv, s.block, s.nid = name(mode), mode, iv, block, nid
			return s
		}
		add(with("ecb", 0, 16, 418+4*i), name("ecb"))
		add(with("cbc", 16, 16, 419+4*i), name("cbc"), fmt.Sprintf("aes%d", bits))
		add(with("ofb", 16, 1, 420+4*i), name("ofb"))
		add(with("cfb", 16, 1, 421+4*i), name("cfb"))
		cfb8 := with("cfb8", 16, 1, 653+i)
		cfb8.mode = "cfb"
		add(cfb8, name("cfb8"))
		add(with("ctr", 16, 1, 904+i), name("ctr"))
		gcm := with("gcm", 12, 1, 895+3*i)
		gcm.name = fmt.Sprintf("id-aes%d-gcm", bits)
		add(gcm, name("gcm"), gcm.name)
		wrap := with("wrap", 8, 8, 788+i)
		wrap.name = fmt.Sprintf("id-aes%d-wrap", bits)
		add(wrap, wrap.name, fmt.Sprintf("aes%d-wrap", bits))
	}
	triple := suite{key: 24, make: des.NewTripleDESCipher}
	double := suite{key: 16, make: twoKeyDES}
	for _, d := range []struct {
		suite
		name, mode     string
		iv, block, nid int
		alias          string
	}{
		{triple, "des-ede3", "ecb", 0, 8, 33, "des-ede3-ecb"},
		{triple, "des-ede3-cbc", "cbc", 8, 8, 44, "des3"},
		{triple, "des-ede3-cfb", "cfb", 8, 1, 61, ""},
		{triple, "des-ede3-cfb8", "cfb", 8, 1, 659, ""},
		{triple, "des-ede3-ofb", "ofb", 8, 1, 63, ""},
		{double, "des-ede", "ecb", 0, 8, 32, "des-ede-ecb"},
		{double, "des-ede-cbc", "cbc", 8, 8, 43, ""},
		{double, "des-ede-cfb", "cfb", 8, 1, 60, ""},
		{double, "des-ede-ofb", "ofb", 8, 1, 62, ""},
	} {
		s := d.suite
		s.name, s.mode, s.iv, s.block, s.nid = d.name, d.mode, d.iv, d.block, d.nid
		add(s, d.name)
		if d.alias != "" {
			add(s, d.alias)
		}
	}
	add(suite{name: "chacha20", mode: "stream", key: chacha20.KeySize, iv: 16, block: 1, nid: 1019}, "chacha20")
	add(suite{name: "chacha20-poly1305", mode: "stream", key: chacha20poly1305.KeySize, iv: 12, block: 1, nid: 1018}, "chacha20-poly1305")
	return all
})

// twoKeyDES encrypts with the first key, decrypts with the second, encrypts with the first.
func twoKeyDES(key []byte) (cipher.Block, error) {
	return des.NewTripleDESCipher(append(key[:16:16], key[:8]...)) //nolint:gosec // Node has it
}

// legacyCipher are those that OpenSSL 3 has given up, absentCipher those that it has and
// this runtime has not.
var (
	legacyCipher = sync.OnceValue(func() *regexp.Regexp {
		return regexp.MustCompile(`^(des|desx|rc2|rc4|bf|blowfish|cast|cast5|idea|seed)(-|$)`)
	})
	absentCipher = sync.OnceValue(func() *regexp.Regexp {
		return regexp.MustCompile(`^(aes-(128|192|256)-(ccm|ocb|xts|cfb1|cbc-hmac-sha1|cbc-hmac-sha256)|` +
			`(aria|camellia)(-?(128|192|256).*)|id-aes(128|192|256)-(ccm|wrap-pad)|des-ede3-cfb1|des3-wrap|sm4(-.*)?)$`)
	})
)

// findSuite returns nil for a name that OpenSSL does not know either.
func findSuite(name string) (*suite, error) {
	name = strings.ToLower(name)
	switch s := suites()[name]; {
	case s != nil:
		return s, nil
	case legacyCipher().MatchString(name):
		return nil, openSSL("0308010C", envelope, "unsupported")
	case absentCipher().MatchString(name):
		return nil, absent("The cipher " + name)
	}
	return nil, nil
}

// ciphers lists the names.
func (b *binding) ciphers(goja.FunctionCall) goja.Value {
	var names []any
	for name := range suites() {
		names = append(names, name)
	}
	return b.realm.VM.NewArray(names...)
}

// cipherInfo is cipherInfo(name or nid) → [mode, name, nid, block, iv, key], or undefined.
func (b *binding) cipherInfo(call goja.FunctionCall) goja.Value {
	name := call.Argument(0)
	s := suites()[strings.ToLower(name.String())]
	if goja.IsNumber(name) {
		for _, other := range suites() {
			if int64(other.nid) == name.ToInteger() {
				s = other
			}
		}
	}
	if s == nil {
		return goja.Undefined()
	}
	return b.list(s.mode, s.name, s.nid, s.block, s.iv, s.key)
}
