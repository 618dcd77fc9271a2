package api

import (
	"fmt"
	"slices"

	"github.com/go-json-experiment/json"

	"github.com/hookline/hookline/scripts"
)

var (
	pausedProp = property{"paused", "true or false"}
	retryProp  = property{"retry", fmt.Sprintf("null, or {attempts, delays_s, on}: 1 to %d attempts in all, up to %d delays of 0 to %.0f seconds, and outcomes: %s",
		scripts.MaxAttempts, scripts.MaxAttempts, scripts.MaxDelay.Seconds(), oneOf(scripts.RetryableOutcomes()))}
)

// retry reads the setting; null turns retries off.
func retry(value []byte) (r scripts.Retry, err error) {
	if string(value) == "null" {
		return r, nil
	}
	if err := json.Unmarshal(value, &r, json.RejectUnknownMembers(true)); err != nil {
		return r, retryProp.bad("It does not have the form of the setting")
	}
	switch {
	case r.Attempts < 1 || r.Attempts > scripts.MaxAttempts:
		return r, retryProp.bad("Invalid number of attempts: %d", r.Attempts)
	case len(r.DelaysS) > scripts.MaxAttempts:
		return r, retryProp.bad("Too many delays: %d", len(r.DelaysS))
	}
	for _, delay := range r.DelaysS {
		if !(delay >= 0 && delay <= scripts.MaxDelay.Seconds()) {
			return r, retryProp.bad("Invalid delay: %g", delay)
		}
	}
	for _, outcome := range r.On {
		if !slices.Contains(scripts.RetryableOutcomes(), outcome) {
			return r, retryProp.bad("No enum match for: %.100s", outcome)
		}
	}
	slices.Sort(r.On)
	r.On = slices.Compact(r.On)
	return r, nil
}
