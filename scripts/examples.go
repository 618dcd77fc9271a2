package scripts

import (
	"fmt"
	"strings"
)

// Example is a hook for a thing that people do. Its head says what it needs.
type Example struct {
	Name         string       `json:"name"`
	Trigger      TriggerID    `json:"trigger_id"`
	Script       string       `json:"script"`
	Dependencies Dependencies `json:"dependencies,omitempty"`
}

var examples = []Example{
	{Name: "slack", Trigger: PostUserRegistration},
	{Name: "email-http", Trigger: PostChangePassword},
	{Name: "email-smtp", Trigger: PostUserRegistration, Dependencies: Dependencies{"nodemailer": "10"}},
	{Name: "crm", Trigger: PostUserRegistration},
	{Name: "company-domains", Trigger: PreUserRegistration},
	{Name: "machine-claims", Trigger: CredentialsExchange},
	{Name: "sms", Trigger: SendPhoneMessage},
	{Name: "postgres", Trigger: PostUserRegistration, Dependencies: Dependencies{"pg": "8"}},
}

// Examples lists the examples, without their scripts.
func Examples() []Example { return append([]Example(nil), examples...) }

// FindExample returns an example with its script, or a Fault that lists the known ones.
func FindExample(name string) (Example, error) {
	var known []string
	for _, e := range examples {
		if e.Name == name {
			text, err := files.ReadFile("examples/" + name + ".js")
			if err != nil {
				panic(err) // an example without its embedded file is a bug; a test reads them all
			}
			e.Script = string(text)
			return e, nil
		}
		known = append(known, e.Name)
	}
	return Example{}, NotFound("ExampleDoesNotExist", fmt.Sprintf("There is no example %.100q; use one of %s.", name, strings.Join(known, ", ")))
}
