package scripts

import (
	"bytes"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"
)

// What a hook may keep with a new user, as Auth0's page "Pre-user Registration" has it:
// the two metadata objects of the result's user, whose names have no dot and do not
// begin with $. Everything else in the result is ignored. What Auth0 did about a bad
// name is not documented; here that name alone is dropped.

var metadataNames = []string{"user_metadata", "app_metadata"}

func addMetadata(c *Chain, result json.RawMessage) (remarks []string) {
	if !isAbsent(result) && !isObject(result) {
		return []string{"the result is not an object and was ignored"}
	}
	user := member(result, "user")
	for _, name := range metadataNames {
		given := member(user, name)
		if isAbsent(given) {
			continue
		}
		if !isObject(given) {
			remarks = append(remarks, fmt.Sprintf("user.%s is not an object and was dropped", name))
			continue
		}
		kept, dropped := cleanMetadata(given)
		for _, key := range dropped {
			remarks = append(remarks, fmt.Sprintf("user.%s: the name %.100q was dropped: names have no dot and do not begin with $", name, key))
		}
		c.answer[name] = kept
		c.setPayload("user", name, kept)
	}
	return remarks
}

func endMetadata(c *Chain) json.RawMessage {
	if len(c.answer) == 0 {
		return json.RawMessage("{}")
	}
	return encode(map[string]members{"user": c.answer})
}

// cleanMetadata drops names that cannot be kept, at every depth.
func cleanMetadata(object []byte) (kept json.RawMessage, dropped []string) {
	if !bytes.ContainsAny(object, ".$") {
		return object, nil // the usual case: there can be no such name
	}
	decoder := json.NewDecoder(bytes.NewReader(object))
	decoder.UseNumber()
	var value any
	if err := decoder.Decode(&value); err != nil {
		return json.RawMessage("{}"), nil // over 10,000 levels
	}
	cleanNames(value, &dropped)
	return encode(value), dropped
}

func cleanNames(value any, dropped *[]string) {
	switch value := value.(type) {
	case []any:
		for _, element := range value {
			cleanNames(element, dropped)
		}
	case map[string]any:
		for _, name := range slices.Sorted(maps.Keys(value)) {
			if strings.Contains(name, ".") || strings.HasPrefix(name, "$") {
				*dropped = append(*dropped, name)
				delete(value, name)
				continue
			}
			cleanNames(value[name], dropped)
		}
	}
}
