package api

import (
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/hookline/hookline/scripts"
)

// query reads a request's parameters and keeps the first complaint, so that a handler
// asks once, at the end.
type query struct {
	values url.Values
	err    error
}

// readQuery takes these parameters and no others: a misspelt filter would otherwise
// select everything.
func readQuery(r *http.Request, known ...string) *query {
	values, err := url.ParseQuery(r.URL.RawQuery)
	q := &query{values: values}
	if err != nil {
		q.fail("the query string is not well-formed; encode it")
	}
	for name, given := range values {
		if !slices.Contains(known, name) {
			q.fail("'Additional properties not allowed: %.100s'; use %s", name, strings.Join(known, ", "))
		}
		if len(given) > 1 {
			q.bad(name, "once", "Given %d times", len(given))
		}
	}
	return q
}

func (q *query) fail(format string, args ...any) {
	if q.err == nil {
		q.err = scripts.Invalid("invalid_query_string", "Query validation error: "+fmt.Sprintf(format, args...)+".")
	}
}

func (q *query) bad(name, expects, format string, args ...any) {
	q.fail("'%s' on property %s (%s)", fmt.Sprintf(format, args...), name, expects)
}

func (q *query) text(name string) string { return q.values.Get(name) }

// number is an integer from low to high, or standard where it is not given.
func (q *query) number(name string, standard, low, high int) int {
	text := q.text(name)
	if text == "" {
		return standard
	}
	n, err := strconv.Atoi(text)
	if err != nil || n < low || n > high {
		q.bad(name, fmt.Sprintf("an integer from %d to %d", low, high), "Invalid value: %.40s", text)
	}
	return n
}

// time is zero where it is not given.
func (q *query) time(name string) time.Time {
	text := q.text(name)
	if text == "" {
		return time.Time{}
	}
	at, err := time.Parse(time.RFC3339, text)
	if err != nil || at.Year() < 1970 || at.Year() > 9999 {
		q.bad(name, "a time such as 2026-11-18T09:00:00Z", "Invalid value: %.40s", text)
	}
	return at
}

// flag is nil where it is not given.
func (q *query) flag(name string) *bool {
	text := q.text(name)
	switch text {
	case "":
		return nil
	case "true", "false":
		value := text == "true"
		return &value
	}
	q.bad(name, "true or false", "Expected type boolean but found %.40s", text)
	return nil
}

// choice is one of the allowed values, or empty where it is not given.
func choice[T ~string](q *query, name string, allowed []T) T {
	value := T(q.text(name))
	if value != "" && !slices.Contains(allowed, value) {
		q.bad(name, oneOf(allowed), "No enum match for: %.100s", value)
	}
	return value
}

func oneOf[T ~string](allowed []T) string {
	var b strings.Builder
	b.WriteString("one of ")
	for i, value := range allowed {
		if i > 0 {
			b.WriteString(", ")
		}
		b.WriteString(string(value))
	}
	return b.String()
}

// members are the fields of a hook that the client wants, or with include_fields=false
// all but those.
func (q *query) members() []string {
	include := q.flag("include_fields")
	if q.text("fields") == "" {
		return readOrder
	}
	fields := strings.Split(q.text("fields"), ",")
	for i := range fields {
		fields[i] = strings.TrimSpace(fields[i])
		if !slices.Contains(readOrder, fields[i]) {
			q.bad("fields", "some of "+strings.Join(readOrder, ","), "No enum match for: %.100s", fields[i])
		}
	}
	want := include == nil || *include
	return slices.DeleteFunc(slices.Clone(readOrder), func(m string) bool { return slices.Contains(fields, m) != want })
}
