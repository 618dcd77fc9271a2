package scripts

// State is where an execution stands between the queue and the history.
//
//	                    claim              settle
//	accept ──▶ ready ───────────▶ running ────────▶ succeeded, failed, dead
//	            │ ▲ ▲                │ │
//	            │ │ └────────────────┘ │ the hook wants another attempt
//	            │ │  the platform      │ at t, or it is paused
//	            │ │  lost it           ▼
//	            │ └─────────────── waiting ◀── accept, while it is paused
//	     cancel │    t, or resumed     │ cancel
//	            └────────▶ canceled ◀──┘
//
// Every arrow is one transaction in the store. A settle carries the token of the
// lease under which the work was claimed, so a late worker changes nothing. A replay is
// an execution of its own: nothing leads out of the states on the right.
type State string

// The states. Only waiting, ready and running executions can still change by themselves.
const (
	// StateWaiting: for its time to come, or for its hook or tenant to be resumed.
	StateWaiting State = "waiting"
	StateReady   State = "ready"
	StateRunning State = "running"
	// StateSucceeded: the hook did what its author wanted.
	StateSucceeded State = "succeeded"
	// StateFailed: the hook failed, and was not to be tried again.
	StateFailed State = "failed"
	// StateDead: it was tried again until that was enough. Somebody should look at it.
	StateDead     State = "dead"
	StateCanceled State = "canceled"
)

// States lists every state, in the order of the diagram.
func States() []State {
	return []State{StateWaiting, StateReady, StateRunning, StateSucceeded, StateFailed, StateDead, StateCanceled}
}

// Ended reports whether nothing happens to the execution any more by itself.
func (s State) Ended() bool {
	return s != StateWaiting && s != StateReady && s != StateRunning
}

// Outcome is how one attempt ended. It is a value: a script that throws is not an
// error of the platform.
type Outcome string

// The outcomes, used alike in the API, in logs and in metrics.
const (
	// OutcomeReturned: the hook answered without an error, or it ended without an
	// answer at a trigger whose answer nobody waits for.
	OutcomeReturned Outcome = "returned"
	// OutcomeThrew: the hook threw, rejected, or gave its callback an error.
	OutcomeThrew Outcome = "threw"
	// OutcomeTimedOut: the attempt reached its wall time or its JavaScript time.
	OutcomeTimedOut Outcome = "timed_out"
	// OutcomeOutOfMemory: the attempt outgrew its memory.
	OutcomeOutOfMemory Outcome = "out_of_memory"
	// OutcomeOutputTooLarge: the result is larger than allowed.
	OutcomeOutputTooLarge Outcome = "output_too_large"
	// OutcomeRefused: the platform would not run the script, because it does not
	// compile or exports no function.
	OutcomeRefused Outcome = "refused"
	// OutcomeCanceled: somebody stopped the attempt.
	OutcomeCanceled Outcome = "canceled"
	// OutcomeCrashed: the attempt broke the engine or its worker process.
	OutcomeCrashed Outcome = "crashed"
	// OutcomeInternal: the platform failed; the script may not have run.
	OutcomeInternal Outcome = "internal"
)

// Outcomes lists every outcome.
func Outcomes() []Outcome {
	return []Outcome{OutcomeReturned, OutcomeThrew, OutcomeTimedOut, OutcomeOutOfMemory,
		OutcomeOutputTooLarge, OutcomeRefused, OutcomeCanceled, OutcomeCrashed, OutcomeInternal}
}

// Succeeded reports whether the attempt did what its author wanted.
func (o Outcome) Succeeded() bool { return o == OutcomeReturned }
