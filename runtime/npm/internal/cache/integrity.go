package cache

import (
	"crypto/sha1"
	"crypto/sha256"
	"crypto/sha512"
	"encoding/base64"
	"encoding/hex"
	"hash"
	"regexp"
	"strings"
)

// Integrity is one hash that content must have, as a tool for Subresource Integrity
// writes it: "sha512-" and the digest in base64. The zero value is none.
type Integrity string

// sha512s is what a lock may hold.
var sha512s = regexp.MustCompile(`^sha512-[A-Za-z0-9+/]{86}==$`)

// Strong reports whether this is a SHA-512, by which content is stored.
func (i Integrity) Strong() bool { return sha512s.MatchString(string(i)) }

type algorithm struct {
	name string
	size int
	make func() hash.Hash
}

// algorithms are those that npm knows, the strongest first. SHA-1 is what the registry
// has of packages from before 2017.
var algorithms = []algorithm{
	{"sha512", sha512.Size, sha512.New},
	{"sha384", sha512.Size384, sha512.New384},
	{"sha256", sha256.Size, sha256.New},
	{"sha1", sha1.Size, sha1.New},
}

// ParseIntegrity takes the strongest hash of a manifest's integrity, else its shasum. It
// is zero if there is none that can be checked.
func ParseIntegrity(integrity, shasum string) Integrity {
	for _, a := range algorithms {
		for word := range strings.FieldsSeq(integrity) {
			digest, is := strings.CutPrefix(word, a.name+"-")
			digest, _, _ = strings.Cut(digest, "?") // options
			if sum, err := base64.StdEncoding.DecodeString(digest); is && err == nil && len(sum) == a.size {
				return Integrity(a.name + "-" + digest)
			}
		}
	}
	if sum, err := hex.DecodeString(shasum); err == nil && len(sum) == sha1.Size {
		return sumOf("sha1", sum)
	}
	return ""
}

func sumOf(algorithm string, sum []byte) Integrity {
	return Integrity(algorithm + "-" + base64.StdEncoding.EncodeToString(sum))
}

// hasher makes the hash function of the integrity; there is none for the zero value.
func (i Integrity) hasher() (name string, h hash.Hash) {
	name, _, _ = strings.Cut(string(i), "-")
	for _, a := range algorithms {
		if a.name == name {
			return name, a.make()
		}
	}
	return "", nil
}

// file is the integrity as the name of a file.
func (i Integrity) file() string {
	name, digest, _ := strings.Cut(string(i), "-")
	sum, _ := base64.StdEncoding.DecodeString(digest)
	text := hex.EncodeToString(sum)
	return name + "/" + text[:min(2, len(text))] + "/" + text
}
