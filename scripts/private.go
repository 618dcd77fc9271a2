package scripts

import "encoding/json"

// Private are the values in a payload that are not to be kept or shown: the password of
// a user who is about to be created, in the clear.
func (t Trigger) Private(payload []byte) []string {
	var password string
	if t.private == "" || json.Unmarshal(member(payload, t.private), &password) != nil || password == "" {
		return nil
	}
	return []string{password}
}

// Redact returns the payload as it may be kept: without what is Private.
func (t Trigger) Redact(payload []byte) []byte {
	value := member(payload, t.private)
	if t.private == "" || isAbsent(value) {
		return payload
	}
	at := cap(payload) - cap(value) // a part of payload, up to its end
	kept := append(make([]byte, 0, len(payload)+len(Redacted)), payload[:at]...)
	kept = append(append(append(kept, '"'), Redacted...), '"')
	return append(kept, payload[at+len(value):]...)
}
