package scripts

import (
	"crypto/md5"
	"encoding/base64"
	"encoding/json"
)

// MaxDocumentBytes bounds the JSON of a hook's document: webtask's 500 KB.
const MaxDocumentBytes = 500 << 10

// Document is what context.webtask.storage keeps for a hook: one JSON value. The zero
// value is none.
type Document struct {
	Data json.RawMessage
}

// ETag tells one state of a document from another, empty for none. It is that of
// webtask-runtime 2.0.0, and guards against mistakes only.
func (d Document) ETag() string {
	if d.Data == nil {
		return ""
	}
	sum := md5.Sum(d.Data)
	return base64.StdEncoding.EncodeToString(sum[:])
}

// DocumentChange replaces a hook's document, or deletes it where Data is nil. Without
// Force it changes nothing unless the document still has the etag ETag.
type DocumentChange struct {
	Data  json.RawMessage
	ETag  string
	Force bool
}

// Permits reports whether the change may be made to a document as it is now.
func (c DocumentChange) Permits(now Document) bool { return c.Force || c.ETag == now.ETag() }
