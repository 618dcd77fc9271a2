package packument

import (
	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"
)

// Strings is an object of strings, such as dependencies. Members that are no strings are
// left out, and anything but an object is empty.
type Strings map[string]string

// UnmarshalJSONFrom implements json.UnmarshalerFrom.
func (s *Strings) UnmarshalJSONFrom(d *jsontext.Decoder) error {
	return members(d, func(name string) error {
		text, ok, err := text(d)
		if ok {
			if *s == nil {
				*s = Strings{}
			}
			(*s)[name] = text
		}
		return err
	})
}

// Metas is peerDependenciesMeta: which of the peers are optional.
type Metas map[string]bool

// UnmarshalJSONFrom implements json.UnmarshalerFrom.
func (m *Metas) UnmarshalJSONFrom(d *jsontext.Decoder) error {
	return members(d, func(peer string) error {
		return members(d, func(name string) error {
			value, err := d.ReadValue()
			if name == "optional" && value.Kind() == 't' {
				if *m == nil {
					*m = Metas{}
				}
				(*m)[peer] = true
			}
			return err
		})
	})
}

// MarshalJSONTo implements json.MarshalerTo.
func (m Metas) MarshalJSONTo(e *jsontext.Encoder) error {
	type meta struct {
		Optional bool `json:"optional"`
	}
	out := make(map[string]meta, len(m))
	for peer, optional := range m {
		out[peer] = meta{optional}
	}
	return json.MarshalEncode(e, out, json.Deterministic(true))
}

// everything stands in Names for the value true: "bundle all dependencies".
const everything = "*"

// Names is a list of strings. A single string is a list of one, and true of everything.
type Names []string

// UnmarshalJSONFrom implements json.UnmarshalerFrom.
func (n *Names) UnmarshalJSONFrom(d *jsontext.Decoder) error {
	switch d.PeekKind() {
	case '[':
		if _, err := d.ReadToken(); err != nil {
			return err
		}
		for d.PeekKind() != ']' {
			text, ok, err := text(d)
			if err != nil {
				return err
			}
			if ok {
				*n = append(*n, text)
			}
		}
		_, err := d.ReadToken()
		return err
	case 't':
		*n = Names{everything}
		return d.SkipValue()
	default:
		text, ok, err := text(d)
		if ok && text != "" {
			*n = Names{text}
		}
		return err
	}
}

// Text is a string; true counts as one, and anything else is empty. An empty
// "deprecated" means that the version is not.
type Text string

// UnmarshalJSONFrom implements json.UnmarshalerFrom.
func (t *Text) UnmarshalJSONFrom(d *jsontext.Decoder) error {
	if d.PeekKind() == 't' {
		*t = "true"
		return d.SkipValue()
	}
	text, _, err := text(d)
	*t = Text(text)
	return err
}

// text reads a value, and says whether it was a string.
func text(d *jsontext.Decoder) (string, bool, error) {
	if d.PeekKind() != '"' {
		return "", false, d.SkipValue()
	}
	token, err := d.ReadToken()
	if err != nil {
		return "", false, err
	}
	return token.String(), true, nil
}

// members calls each for the members of an object; it must read the member's value.
func members(d *jsontext.Decoder, each func(name string) error) error {
	if d.PeekKind() != '{' {
		return d.SkipValue()
	}
	if _, err := d.ReadToken(); err != nil {
		return err
	}
	for d.PeekKind() != '}' {
		name, _, err := text(d)
		if err != nil {
			return err
		}
		if err := each(name); err != nil {
			return err
		}
	}
	_, err := d.ReadToken()
	return err
}
