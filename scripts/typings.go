package scripts

import (
	"fmt"
	"strings"
)

// Typings is a declaration file of TypeScript for the scripts of all triggers: what an
// editor completes, and `tsc --checkJs` checks. The committed copy is
// typings/hookline.d.ts.
func Typings() string {
	preamble, err := files.ReadFile("typings/preamble.d.ts")
	if err != nil {
		panic(err) // embedded
	}
	var b strings.Builder
	b.Write(preamble)
	b.WriteString("\ndeclare namespace Hookline {\n")
	for _, t := range triggers {
		if !t.Pipeline { // whose types are in the preamble
			writeHookType(&b, t)
		}
	}
	b.WriteString("}\n")
	return b.String()
}

// typeName is the trigger's id in the style of TypeScript: PreUserRegistration.
func (t Trigger) typeName() string {
	var name string
	for word := range strings.SplitSeq(string(t.ID), "-") {
		name += strings.ToUpper(word[:1]) + word[1:]
	}
	return name
}

// writeHookType declares a trigger's function, and a type for each argument that is an
// object.
func writeHookType(b *strings.Builder, t Trigger) {
	name := t.typeName()
	var params []string
	for _, p := range t.shape {
		kind := tsKind(p)
		if p.kind == "" {
			kind = name + strings.ToUpper(p.name[:1]) + p.name[1:]
			members := p.fields
			if p.name == "context" {
				members = append(members[:len(members):len(members)], f("webtask", "Webtask", ""))
			}
			fmt.Fprintf(b, "  interface %s %s\n", kind, tsObject(members, "  ", inHook))
		} else if p.optional {
			kind += " | undefined"
		}
		params = append(params, p.name+": "+kind)
	}
	result := "unknown"
	if t.result != nil {
		result = name + "Result"
		index := ""
		if t.ID == CredentialsExchange {
			index = "    /** A claim of your own: its name is a URL. */\n    [claim: `http${string}`]: unknown;\n"
		}
		fmt.Fprintf(b, "  interface %s %s\n", result, tsObjectWith(t.result, "  ", index))
	}
	fmt.Fprintf(b, "  /** %s: %s */\n", t.ID, t.Signature())
	// TypeScript wants to be told of an async function in a JSDoc comment.
	for _, h := range []struct{ prefix, returns string }{{"", "any"}, {"Async", "Promise<any>"}} {
		fmt.Fprintf(b, "  type %s%sHook = (%s, cb: Callback<%s>) => %s;\n", h.prefix, name, strings.Join(params, ", "), result, h.returns)
	}
}

// inHook is a field as the runtime has completed it.
func inHook(f field) field {
	f.optional = f.optional && !f.ensured
	return f
}

func asGiven(f field) field { return f }

func tsObject(fields []field, indent string, adapt func(field) field) string {
	var b strings.Builder
	b.WriteString("{\n")
	for _, member := range fields {
		member = adapt(member)
		if member.doc != "" {
			fmt.Fprintf(&b, "%s  /** %s */\n", indent, member.doc)
		}
		mark := ""
		if member.optional {
			mark = "?"
		}
		kind := tsKind(member)
		if member.kind == "" {
			kind = tsObject(member.fields, indent+"  ", adapt)
		}
		fmt.Fprintf(&b, "%s  %s%s: %s;\n", indent, member.name, mark, kind)
	}
	b.WriteString(indent + "}")
	return b.String()
}

// tsObjectWith adds lines before the end. A result may be the whole user: other members
// are ignored, so they are allowed.
func tsObjectWith(fields []field, indent, lines string) string {
	text := tsObject(fields, indent, asGiven)
	return strings.TrimSuffix(text, indent+"}") + lines + indent + "}"
}

func tsKind(f field) string {
	switch {
	case len(f.enum) > 0:
		return "'" + strings.Join(f.enum, "' | '") + "'"
	case f.kind == "object":
		return "Record<string, any>"
	}
	return f.kind
}
