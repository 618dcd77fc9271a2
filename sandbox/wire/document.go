package wire

import "github.com/hookline/hookline/scripts"

// MaxAsks is how often a run may ask for its document. One Ask may wait at a time.
const MaxAsks = 200

// WriteAsk asks for the document of a run, or for a change of it where change is set.
func (w *Writer) WriteAsk(id uint64, change *scripts.DocumentChange) error {
	if change == nil {
		return w.Write(Ask, id, nil, nil)
	}
	head := appendInt(nil, 1|flag(change.Force)<<1|flag(change.Data != nil)<<2)
	return w.Write(Ask, id, appendString(head, change.ETag), change.Data)
}

// ParseAsk reads an Ask. The data's bytes may be anything; change is nil for a question.
func ParseAsk(f Frame) (change *scripts.DocumentChange, err error) {
	if len(f.Sections[0]) == 0 {
		return nil, nil
	}
	d := decoder{rest: f.Sections[0]}
	flags := d.int()
	c := scripts.DocumentChange{Force: flags&2 != 0, ETag: d.string()}
	if flags&4 != 0 {
		c.Data = f.Sections[1]
	}
	return &c, d.end("ask")
}

// Tell is what became of an Ask.
type Tell struct {
	// Document is the one of now. Changed says that a change was made.
	Document scripts.Document
	Changed  bool
	// Error is for the hook's author, empty if there is none.
	Error string
}

// WriteTold answers an Ask.
func (w *Writer) WriteTold(id uint64, t Tell) error {
	head := appendInt(nil, flag(t.Changed)|flag(t.Document.Data != nil)<<1)
	return w.Write(Told, id, appendString(head, t.Error), t.Document.Data)
}

// ParseTold reads the answer to an Ask.
func ParseTold(f Frame) (Tell, error) {
	d := decoder{rest: f.Sections[0]}
	flags := d.int()
	t := Tell{Changed: flags&1 != 0, Error: d.string()}
	if flags&2 != 0 {
		t.Document.Data = f.Sections[1]
	}
	return t, d.end("told")
}
