package runtime

import (
	"time"

	"github.com/dlclark/regexp2/v2"
)

// BoundRegexps bounds every match of a regular expression that needs backtracking, in
// this whole process: those with lookaround or backreferences, which the engine hands to
// regexp2. Call it once, before any code is compiled.
//
// The engine takes an error of regexp2 for "no match", so no error may reach a script
// that goes on. limit must not be shorter than the JavaScript time of any run: a match
// that reaches it finds its run interrupted already. And the stack of a match is bounded
// by the memory of the process only, where the default gives up at 100,000 slots.
func BoundRegexps(limit time.Duration) {
	regexp2.DefaultMatchTimeout = limit
	regexp2.DefaultOptimizationOptions.MaxBacktrackingStackSize = -1
}
