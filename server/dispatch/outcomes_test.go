package dispatch

import (
	"fmt"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/hookline/hookline/scripts"
)

// TestOutcomesAreDocumented compares the table with the one of the document, row by row.
func TestOutcomesAreDocumented(t *testing.T) {
	t.Parallel()
	text, err := os.ReadFile("../../docs/life-of-an-event.md")
	require.NoError(t, err)
	for _, o := range scripts.Outcomes() {
		require.Contains(t, outcomes, o)
		require.Contains(t, string(text), fmt.Sprintf("| `%s` | %s | %s |", o, outcomes[o].state, outcomes[o].retry))
	}
	require.Len(t, outcomes, len(scripts.Outcomes()))
	require.Equal(t, len(outcomes), strings.Count(string(text), "\n| `"), "the document has other rows, too")
}

// TestWhatFollowsAnOutcome goes through every row with every setting that matters.
func TestWhatFollowsAnOutcome(t *testing.T) {
	t.Parallel()
	for o, then := range outcomes {
		for name, c := range map[string]struct {
			retry   scripts.Retry
			attempt int
			want    scripts.State
		}{
			"no retries":                 {scripts.Retry{}, 1, then.state},
			"one attempt":                {scripts.Retry{Attempts: 1, On: []scripts.Outcome{o}}, 1, then.state},
			"retries":                    {scripts.Retry{Attempts: 3}, 1, when(then.retry == byItself, scripts.StateWaiting, then.state)},
			"retries, the last attempt":  {scripts.Retry{Attempts: 3}, 3, when(then.retry == byItself, scripts.StateDead, then.state)},
			"named":                      {scripts.Retry{Attempts: 3, On: []scripts.Outcome{o}}, 2, when(then.retry != never, scripts.StateWaiting, then.state)},
			"named, the last attempt":    {scripts.Retry{Attempts: 3, On: []scripts.Outcome{o}}, 3, when(then.retry != never, scripts.StateDead, then.state)},
			"named, after fewer allowed": {scripts.Retry{Attempts: 2, On: []scripts.Outcome{o}}, 7, when(then.retry != never, scripts.StateDead, then.state)},
			"another is named":           {scripts.Retry{Attempts: 3, On: []scripts.Outcome{"another"}}, 1, then.state},
		} {
			got := next(scripts.Attempted{Outcome: o}, c.retry, c.attempt, 0)
			require.Equal(t, c.want, got.State, "%s, %s", o, name)
			require.Equal(t, o, got.Attempted.Outcome)
			require.Equal(t, c.want == scripts.StateWaiting, got.Delay > 0)
			require.False(t, got.Held)
		}
		if then.retry != never {
			require.Contains(t, scripts.RetryableOutcomes(), o)
		} else {
			require.NotContains(t, scripts.RetryableOutcomes(), o)
		}
	}
}

func when(condition bool, yes, no scripts.State) scripts.State {
	if condition {
		return yes
	}
	return no
}

func TestTheScheduleOfAttempts(t *testing.T) {
	t.Parallel()
	retry := scripts.Retry{Attempts: 20}
	for attempt, want := range map[int]time.Duration{1: 5 * time.Second, 2: 5 * time.Minute, 3: 30 * time.Minute,
		4: 2 * time.Hour, 5: 5 * time.Hour, 6: 10 * time.Hour, 7: 10 * time.Hour, 19: 10 * time.Hour} {
		got := next(scripts.Attempted{Outcome: scripts.OutcomeThrew}, retry, attempt, 0)
		require.Equal(t, want, got.Delay)
		late := next(scripts.Attempted{Outcome: scripts.OutcomeThrew}, retry, attempt, 1)
		require.Equal(t, want+want/5, late.Delay)
	}
}

func TestAnUnknownOutcomeIsThePlatformsFault(t *testing.T) {
	t.Parallel()
	got := next(scripts.Attempted{Outcome: "made up"}, scripts.Retry{Attempts: 3, On: []scripts.Outcome{"made up", scripts.OutcomeInternal}}, 1, 0)
	require.Equal(t, scripts.StateFailed, got.State)
	require.Equal(t, scripts.OutcomeInternal, got.Attempted.Outcome)
}
