package bundle

import (
	"encoding/json"
	"errors"
	"fmt"
	"strings"
)

// shiftMap makes of a source map of version 3 (ECMA-426) the one that runtime.Script
// wants: with a line before the first, and columns from 1.
func shiftMap(text []byte) ([]byte, error) {
	var m struct {
		Version  int      `json:"version"`
		Sources  []string `json:"sources"`
		Names    []string `json:"names"`
		Mappings string   `json:"mappings"`
	}
	if err := json.Unmarshal(text, &m); err != nil {
		return nil, fmt.Errorf("read esbuild's source map: %w", err)
	}
	for i, name := range m.Sources {
		m.Sources[i] = strings.TrimPrefix(name, namespace+":")
	}
	if len(m.Sources) == 0 { // of an empty file
		m.Sources = []string{"hook.js"}
	}
	m.Names = []string{}
	mappings, err := shiftColumns(m.Mappings)
	if err != nil {
		return nil, err
	}
	m.Mappings = ";" + mappings
	return json.Marshal(m)
}

// shiftColumns adds one to every column. A line's first column is absolute, and so is
// the first column of a source; all others are differences.
func shiftColumns(mappings string) (string, error) {
	lines := strings.Split(mappings, ";")
	first := true
	for i, line := range lines {
		segment, rest, more := strings.Cut(line, ",")
		if segment == "" {
			continue
		}
		fields, err := decode(segment)
		if err != nil {
			return "", err
		}
		fields[0]++
		if len(fields) > 3 {
			if first {
				fields[3]++
			}
			first = false
			fields = fields[:4] // names are left out
		}
		lines[i] = encode(fields)
		if more {
			lines[i] += "," + rest
		}
	}
	return strings.Join(lines, ";"), nil
}

const digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"

var errMapping = errors.New("read esbuild's source map: a mapping is odd")

// decode reads base64 VLQ numbers: five bits a digit, lowest first, the sixth for
// "more follows"; the lowest bit of a number is its sign.
func decode(segment string) ([]int, error) {
	var fields []int
	value, shift := 0, 0
	for i := range len(segment) {
		digit := strings.IndexByte(digits, segment[i])
		if digit < 0 || shift > 30 {
			return nil, errMapping
		}
		value |= digit & 31 << shift
		shift += 5
		if digit&32 != 0 {
			continue
		}
		if value&1 != 0 {
			value = -value
		}
		fields = append(fields, value/2)
		value, shift = 0, 0
	}
	if len(fields) == 0 || shift != 0 {
		return nil, errMapping
	}
	return fields, nil
}

func encode(fields []int) string {
	var b strings.Builder
	for _, value := range fields {
		if value < 0 {
			value = -2*value + 1
		} else {
			value *= 2
		}
		for ; value > 31; value >>= 5 {
			b.WriteByte(digits[value&31|32])
		}
		b.WriteByte(digits[value])
	}
	return b.String()
}
