package scripts

import "encoding/json"

// schema is a JSON schema, as much of it as is used here.
type schema struct {
	Schema      string            `json:"$schema,omitempty"`
	Type        string            `json:"type,omitempty"`
	Description string            `json:"description,omitempty"`
	Enum        []string          `json:"enum,omitempty"`
	Items       *schema           `json:"items,omitempty"`
	Properties  map[string]schema `json:"properties,omitempty"`
	Required    []string          `json:"required,omitempty"`
}

const schemaDialect = "https://json-schema.org/draft/2020-12/schema"

// PayloadSchema is a JSON schema of the payload. Further members are allowed everywhere.
func (t Trigger) PayloadSchema() json.RawMessage { return schemaText(t.shape) }

// ResultSchema is one of what a hook may give its callback. nil is anything.
func (t Trigger) ResultSchema() json.RawMessage {
	if t.result == nil {
		return nil
	}
	return schemaText(t.result)
}

func schemaText(fields []field) json.RawMessage {
	s := schemaOf(field{fields: fields})
	s.Schema = schemaDialect
	return encode(s)
}

func schemaOf(f field) schema {
	s := schema{Type: f.kind, Description: f.doc, Enum: f.enum}
	switch f.kind {
	case "string[]":
		s.Type, s.Items = "array", &schema{Type: "string"}
	case "any":
		s.Type = ""
	case "":
		s.Type = "object"
		for _, member := range f.fields {
			if s.Properties == nil {
				s.Properties = map[string]schema{}
			}
			s.Properties[member.name] = schemaOf(member)
			if !member.optional {
				s.Required = append(s.Required, member.name)
			}
		}
	}
	return s
}
