package scripts

import "time"

// Retry says whether and when a hook that failed is tried again. The zero value is never:
// Auth0 ran a hook once, and a second message to Slack is a fault too. What the platform
// loses (a killed worker, a stopped server) is always run again and is no attempt.
//
// The JSON form is that of the API.
type Retry struct {
	// Attempts is how often the hook is tried in all, at most MaxAttempts. 0 and 1 are once.
	Attempts int `json:"attempts"`
	// DelaysS are the seconds before the second attempt, the third, and so on, each at
	// most MaxDelay; the last one repeats. Empty is DefaultDelays. Up to a fifth is
	// added, so that what failed together does not come back together.
	DelaysS []float64 `json:"delays_s,omitempty"`
	// On are the outcomes that are tried again, of RetryableOutcomes. Empty is threw
	// alone: a hook that timed out may have done its work.
	On []Outcome `json:"on,omitempty"`
}

// The bounds of Retry.
const (
	MaxAttempts = 20
	MaxDelay    = 24 * time.Hour
)

// DefaultDelays is the schedule that webhooks commonly have: 5 s, 5 min, 30 min, 2 h, 5 h, 10 h.
func DefaultDelays() []float64 { return []float64{5, 300, 1800, 7200, 18_000, 36_000} }

// RetryableOutcomes are those after which another attempt can help.
func RetryableOutcomes() []Outcome {
	return []Outcome{OutcomeThrew, OutcomeTimedOut, OutcomeOutOfMemory, OutcomeOutputTooLarge, OutcomeCrashed}
}

// Enabled reports whether there is ever another attempt.
func (r Retry) Enabled() bool { return r.Attempts > 1 }

// Wants reports whether the outcome is one that is tried again, however many attempts
// there were.
func (r Retry) Wants(o Outcome) bool {
	if len(r.On) == 0 {
		return r.Enabled() && o == OutcomeThrew
	}
	for _, on := range r.On {
		if on == o {
			return r.Enabled()
		}
	}
	return false
}

// Delay is the time before the attempt that follows attempt, which counts from 1. luck
// from 0 to 1 chooses what is added.
func (r Retry) Delay(attempt int, luck float64) time.Duration {
	delays := r.DelaysS
	if len(delays) == 0 {
		delays = DefaultDelays()
	}
	seconds := delays[min(max(attempt, 1), len(delays))-1]
	return time.Duration(seconds * (1 + luck/5) * float64(time.Second))
}
