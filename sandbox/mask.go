package sandbox

import (
	"bytes"
	"cmp"
	"encoding/json"
	"slices"
	"strings"
	"sync"

	"github.com/go-json-experiment/json/jsontext"

	"github.com/hookline/hookline/scripts"
)

// minSecret is the length under which values are not masked: they would turn up in
// every other text.
const minSecret = 4

// masker replaces the values of one run's secrets, and their usual encodings, in
// everything that the run left behind. It cannot be complete: a hook that spells its
// secret backwards gets through.
//
// Most runs leave no text, so the encodings are computed for the first one.
type masker struct {
	secrets scripts.Secrets
	// hide are further values, replaced as they stand and before the secrets are: they
	// are another's in each run, so that nothing is prepared for them.
	hide     []string
	shared   *masker // has the secrets, if hide is set
	prepare  sync.Once
	needles  []string // longest first
	replacer *strings.Replacer
}

func newMasker(secrets scripts.Secrets) *masker { return &masker{secrets: secrets} }

// hiding is a masker for one run that hides more values, if there are any.
func (m *masker) hiding(values []string) *masker {
	var long []string
	for _, v := range values {
		if len(v) < minSecret {
			continue
		}
		long = append(long, v)
		if quoted, err := json.Marshal(v); err == nil && len(quoted) != len(v)+2 {
			long = append(long, string(quoted[1:len(quoted)-1]))
		}
	}
	if long == nil {
		return m
	}
	return &masker{hide: long, shared: m}
}

// idle reports whether there is nothing to mask.
func (m *masker) idle() bool { return len(m.secrets)+len(m.hide) == 0 }

// collect makes the replacer, too. At one place it takes the first needle that fits,
// and the longest comes first.
func (m *masker) collect() {
	for _, secret := range m.secrets {
		if value := secret.Reveal(); len(value) >= minSecret {
			m.needles = append(m.needles, encodings(value)...)
		}
	}
	slices.SortFunc(m.needles, func(a, b string) int {
		return cmp.Or(cmp.Compare(len(b), len(a)), cmp.Compare(a, b))
	})
	m.needles = slices.Compact(m.needles)
	var pairs []string
	for _, n := range m.needles {
		pairs = append(pairs, n, scripts.Redacted)
	}
	m.replacer = strings.NewReplacer(pairs...) // builds its tables when first used
}

// text masks a text.
func (m *masker) text(s string) string {
	if m.shared != nil {
		for _, v := range m.hide {
			s = strings.ReplaceAll(s, v, scripts.Redacted)
		}
		return m.shared.text(s)
	}
	if m.idle() || !m.found(s) {
		return s
	}
	return m.replacer.Replace(s)
}

// found reports whether there may be something to mask. Long texts are not searched
// for one needle after the other.
func (m *masker) found(s string) bool {
	if len(s) < minSecret {
		return false
	}
	if m.shared != nil {
		return slices.ContainsFunc(m.hide, func(v string) bool { return strings.Contains(s, v) }) || m.shared.found(s)
	}
	m.prepare.Do(m.collect)
	if len(s) > 4<<10 {
		return true
	}
	return slices.ContainsFunc(m.needles, func(n string) bool { return strings.Contains(s, n) })
}

// mayHold is found for a JSON text, in which values can be spelled with escapes.
func (m *masker) mayHold(value json.RawMessage) bool {
	return len(m.hide) > 0 && bytes.IndexByte(value, '\\') >= 0 || m.found(string(value))
}

// json masks the strings and names inside a JSON value, which stays one.
func (m *masker) json(value json.RawMessage) json.RawMessage {
	if m.idle() || len(value) == 0 || !m.mayHold(value) {
		return value
	}
	options := jsontext.AllowDuplicateNames(true)
	in := jsontext.NewDecoder(bytes.NewReader(value), options)
	var out bytes.Buffer
	encoder := jsontext.NewEncoder(&out, options)
	for {
		token, err := in.ReadToken()
		if err != nil { // the end: the value was checked before
			break
		}
		if token.Kind() == '"' {
			token = jsontext.String(m.text(token.String()))
		}
		if encoder.WriteToken(token) != nil {
			return json.RawMessage(`"` + scripts.Redacted + `"`)
		}
	}
	return bytes.TrimRight(out.Bytes(), "\n")
}

// attempted masks all that a run left behind.
func (m *masker) attempted(a *scripts.Attempted) {
	if m.idle() {
		return
	}
	a.Result = m.json(a.Result)
	for i := range a.Warnings {
		a.Warnings[i] = m.text(a.Warnings[i])
	}
	for i := range a.Console {
		a.Console[i].Level = m.text(a.Console[i].Level)
		a.Console[i].Text = m.text(a.Console[i].Text)
	}
	for i := range a.Requests {
		m.request(&a.Requests[i])
	}
	if a.Error != nil {
		m.scriptError(a.Error)
	}
}

func (m *masker) request(r *scripts.Request) {
	r.Method = m.text(r.Method)
	r.URL = m.url(r.URL)
	if r.Error != nil {
		text := m.text(*r.Error)
		r.Error = &text
	}
}

// url masks an address. Often the whole of it is the secret, as a webhook's is; then
// its path is, and the host stays to be seen.
func (m *masker) url(address string) string {
	masked := m.text(address)
	if masked == address {
		return address
	}
	scheme, rest, _ := strings.Cut(address, "://")
	host, _, _ := strings.Cut(rest, "/")
	return m.text(scheme+"://"+host) + "/" + scripts.Redacted
}

func (m *masker) scriptError(e *scripts.ScriptError) {
	e.Name, e.Message, e.Stack = m.text(e.Name), m.text(e.Message), m.text(e.Stack)
	props := make(map[string]json.RawMessage, len(e.Props))
	for name, value := range e.Props {
		props[m.text(name)] = m.json(value)
	}
	if e.Props != nil {
		e.Props = props
	}
}
