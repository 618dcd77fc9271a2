package dispatch

import (
	"github.com/hookline/hookline/scripts"
	"github.com/hookline/hookline/server/store"
)

// after is what follows an outcome.
type after struct {
	// state is where it ends without another attempt. Where the attempts that the hook
	// wanted are used up, that is dead instead: see next.
	state scripts.State
	// retry is when another attempt follows, if the hook wants more than one.
	retry retried
}

type retried string

const (
	never    retried = "never"
	byItself retried = "yes"
	ifNamed  retried = "if named in `on`"
)

// outcomes decides what follows each outcome. docs/life-of-an-event.md shows the same
// table, and a test compares the two.
//
// What the platform failed has no outcome: see judge.
var outcomes = map[scripts.Outcome]after{
	scripts.OutcomeReturned: {scripts.StateSucceeded, never},
	scripts.OutcomeThrew:    {scripts.StateFailed, byItself},
	// It may have done its work before.
	scripts.OutcomeTimedOut:       {scripts.StateFailed, ifNamed},
	scripts.OutcomeOutOfMemory:    {scripts.StateFailed, ifNamed},
	scripts.OutcomeOutputTooLarge: {scripts.StateFailed, ifNamed},
	scripts.OutcomeCrashed:        {scripts.StateFailed, ifNamed},
	// The same code is refused again.
	scripts.OutcomeRefused:  {scripts.StateFailed, never},
	scripts.OutcomeCanceled: {scripts.StateCanceled, never},
	scripts.OutcomeInternal: {scripts.StateFailed, never},
}

// next is how an attempt ends that had an outcome. luck from 0 to 1 spreads the attempts
// that follow.
func next(attempted scripts.Attempted, retry scripts.Retry, attempt int, luck float64) store.Settlement {
	then, known := outcomes[attempted.Outcome]
	if !known {
		then, attempted = outcomes[scripts.OutcomeInternal], failure(scripts.OutcomeInternal, "The runner reported an unknown outcome.")
	}
	if then.retry == never || !retry.Wants(attempted.Outcome) {
		return store.Settlement{State: then.state, Attempted: attempted}
	}
	if attempt >= retry.Attempts {
		return store.Settlement{State: scripts.StateDead, Attempted: attempted}
	}
	return store.Settlement{State: scripts.StateWaiting, Delay: retry.Delay(attempt, luck), Attempted: attempted}
}
