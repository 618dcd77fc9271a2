package scripts

import "encoding/json"

// members are the members of a JSON object. Absent and null objects have none.
type members map[string]json.RawMessage

// Chain is what the caller of a blocking trigger is going to be answered, while its
// hooks run one after the other. Each hook is given the payload as the one before left
// it, and the answer has what all of them added. It is for one goroutine.
//
// It takes of a result what Auth0's documentation says the platform took, and remarks
// on the rest.
type Chain struct {
	trigger Trigger
	payload []byte
	answer  members
}

// Chain begins a chain. payload must have passed CheckPayload.
func (t Trigger) Chain(payload []byte) *Chain {
	c := &Chain{trigger: t, payload: payload, answer: members{}}
	if t.begin != nil {
		t.begin(c)
	}
	return c
}

// Payload is what the next hook is given.
func (c *Chain) Payload() []byte { return c.payload }

// Add takes the result of a hook, nil if it gave none, and returns the remarks for the
// hook's author.
func (c *Chain) Add(result json.RawMessage) (remarks []string) {
	if c.trigger.add == nil {
		return nil
	}
	return c.trigger.add(c, result)
}

// Answer is the checked result, a JSON value.
func (c *Chain) Answer() json.RawMessage {
	if c.trigger.end != nil {
		return c.trigger.end(c)
	}
	return encode(c.answer)
}

// setPayload replaces a member of one of the payload's objects, or of the payload itself
// where object is empty.
func (c *Chain) setPayload(object, name string, value json.RawMessage) {
	body := decode(c.payload)
	if object == "" {
		body[name] = value
	} else {
		inner := decode(body[object])
		inner[name] = value
		body[object] = encode(inner)
	}
	c.payload = encode(body)
}

// decode reads an object; what is none has no members.
func decode(text []byte) members {
	m := members{}
	if kindOf(text) != '{' || json.Unmarshal(text, &m) != nil {
		return members{}
	}
	return m
}

func encode(value any) json.RawMessage {
	text, err := json.Marshal(value)
	if err != nil {
		panic(err) // parts of JSON that was checked always have a JSON form
	}
	return text
}

// addAnything keeps a result of any kind: what the last hook gave.
func addAnything(c *Chain, result json.RawMessage) []string {
	c.answer[""] = result
	return nil
}

func endAnything(c *Chain) json.RawMessage {
	if result := c.answer[""]; len(result) > 0 {
		return result
	}
	return json.RawMessage("null")
}
