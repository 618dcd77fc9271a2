package codec

import (
	"encoding/json"

	"github.com/hookline/hookline/scripts"
)

// built is scripts.Built but for Packages, which has a column.
type built struct {
	Script []byte               `json:"script,omitempty"`
	Map    []byte               `json:"map,omitempty"`
	Wanted scripts.Dependencies `json:"wanted,omitempty"`
	Lock   []byte               `json:"lock,omitempty"`
	Files  map[string]string    `json:"files,omitempty"`
	Entry  string               `json:"entry,omitempty"`
}

// EncodeBuilt is nil for the zero value, and packages for no packages.
func EncodeBuilt(b scripts.Built) (encoded []byte, packages *string, err error) {
	if b.Packages != "" {
		packages = &b.Packages
	}
	if b.Map == nil && b.Wanted == nil && b.Lock == nil && b.Beside == nil && b.Entry == "" {
		return nil, packages, nil
	}
	encoded, err = json.Marshal(built{[]byte(b.Script), b.Map, b.Wanted, b.Lock, b.Beside, b.Entry})
	return encoded, packages, err
}

// DecodeBuilt reads what EncodeBuilt wrote.
func DecodeBuilt(encoded []byte, packages string) (scripts.Built, error) {
	var b built
	if encoded != nil {
		if err := json.Unmarshal(encoded, &b); err != nil {
			return scripts.Built{}, err
		}
	}
	return scripts.Built{Script: string(b.Script), Map: b.Map, Packages: packages, Wanted: b.Wanted, Lock: b.Lock,
		Files: scripts.Files{Beside: b.Files, Entry: b.Entry}}, nil
}
