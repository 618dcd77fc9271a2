package wire

import (
	"github.com/go-json-experiment/json"

	"github.com/hookline/hookline/scripts"
)

// A record travels in three sections: what every run has, its result, and as JSON the
// rest, which most runs do not have.

// WriteRecord sends an Answer or a Done. ErrTooLarge and JSON errors leave the
// connection as it was.
func (w *Writer) WriteRecord(t Type, id uint64, a scripts.Attempted) error {
	head := appendString(appendString(make([]byte, 0, 64), string(a.Outcome)), string(a.Kind))
	head = appendFloat(appendFloat(head, a.DurationMS), a.JSMS)
	head = appendInt(head, flag(a.AnsweredMS != nil))
	if a.AnsweredMS != nil {
		head = appendFloat(head, *a.AnsweredMS)
	}
	rest, err := appendRest(a)
	if err != nil {
		return err
	}
	return w.Write(t, id, head, a.Result, rest)
}

func appendRest(a scripts.Attempted) ([]byte, error) {
	if a.Error == nil && !a.ConsoleTruncated && len(a.Warnings)+len(a.Console)+len(a.Requests) == 0 {
		return nil, nil
	}
	a.Outcome, a.Kind, a.Result, a.DurationMS, a.JSMS, a.AnsweredMS = "", "", nil, 0, 0, nil
	return json.Marshal(&a)
}

// ParseRecord reads an Answer or a Done. The result is not looked at: its bytes may
// be anything. The rest is as the types say, in valid UTF-8, and no more than that.
func ParseRecord(f Frame) (scripts.Attempted, error) {
	var a scripts.Attempted
	if rest := f.Sections[2]; len(rest) > 0 {
		var err error
		if a, err = parseRest(rest); err != nil {
			return scripts.Attempted{}, err
		}
	}
	d := decoder{rest: f.Sections[0]}
	a.Outcome, a.Kind = scripts.Outcome(d.string()), scripts.Kind(d.string())
	a.DurationMS, a.JSMS = d.float(), d.float()
	if d.int() != 0 {
		at := d.float()
		a.AnsweredMS = &at
	}
	if len(f.Sections[1]) > 0 {
		a.Result = f.Sections[1]
	}
	return a, d.end("record")
}

func parseRest(text []byte) (a scripts.Attempted, err error) {
	if err := json.Unmarshal(text, &a, json.RejectUnknownMembers(true)); err != nil {
		return a, violation("record: %v", err)
	}
	if a.Outcome != "" || a.Kind != "" || a.Result != nil || a.DurationMS != 0 || a.JSMS != 0 || a.AnsweredMS != nil {
		return a, violation("record says a thing twice")
	}
	return a, nil
}
