package scripts

import (
	"regexp"
	"strings"
)

// Kind is which of Auth0's three generations a script belongs to.
type Kind string

// The kinds.
const (
	// KindHook exports a function that is called with a callback. A lone function that is
	// no rule is one, too.
	KindHook Kind = "hook"
	// KindRule is a lone function (user, context, callback).
	KindRule Kind = "rule"
	// KindAction exports onExecute functions, called with (event, api).
	KindAction Kind = "action"
)

// Kinds lists the kinds.
func Kinds() []Kind { return []Kind{KindHook, KindRule, KindAction} }

var (
	comments     = regexp.MustCompile(`(?s)/\*.*?\*/|(?m:(^|[\s;{}(,])//[^\n]*)`)
	actionExport = regexp.MustCompile(`\bexports\s*(\.\s*|\[\s*['"])onExecute[A-Z]|\bexports\s*=\s*\{[^}]*\bonExecute[A-Z]|\bexport\s+(const|let|var|(async\s+)?function)\s+onExecute[A-Z]`)
	anyExport    = regexp.MustCompile(`\bmodule\s*\.\s*exports\b|\bexports\s*[.\[]|\bexport\s`)
	ruleHead     = regexp.MustCompile(`^\s*(async\s+)?function\b[^(]*\(\s*\w+\s*,\s*\w+\s*,\s*(\w+)\s*\)`)
	ruleNames    = regexp.MustCompile(`\bconfiguration\s*[.\[]|\bUnauthorizedError\b|\bauth0\s*\.`)
	ruleAnswer   = regexp.MustCompile(`\b(\w+)\s*\(\s*null\s*,\s*user\s*,\s*context\s*\)`)
)

// KindOf tells by its text what a script is going to be taken for. It is a guess for
// lists: a run decides by what the script exports, and its record has the truth.
func KindOf(trigger TriggerID, source string) Kind {
	switch {
	case strings.Contains(source, "onExecute") && actionExport.MatchString(withoutComments(source)):
		return KindAction
	case trigger == RulesPipeline:
		return KindRule
	case trigger == PostUserRegistration && !anyExport.MatchString(withoutComments(source)) && LooksLikeRule(source):
		return KindRule
	}
	return KindHook
}

func withoutComments(source string) string { return comments.ReplaceAllString(source, "$1") }

// LooksLikeRule says of a lone function whether it is a rule: it has a rule's three
// parameters, and uses what only rules have or answers as rules do.
func LooksLikeRule(source string) bool {
	code := strings.TrimPrefix(withoutComments(source), "\ufeff")
	head := ruleHead.FindStringSubmatch(strings.TrimLeft(code, "(; \t\r\n"))
	if head == nil {
		return false
	}
	if ruleNames.MatchString(code) {
		return true
	}
	for _, answer := range ruleAnswer.FindAllStringSubmatch(code, -1) {
		if answer[1] == head[2] {
			return true
		}
	}
	return false
}
