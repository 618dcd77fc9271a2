package sandbox

import (
	"bytes"
	"encoding/json"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/hookline/hookline/runtime"
	"github.com/hookline/hookline/sandbox/wire"
	"github.com/hookline/hookline/scripts"
)

// FuzzWorker is the parent's whole side of the stream: whatever a worker says, it ends
// in records that keep the limits and show no secret, or in an error that ends the
// worker.
func FuzzWorker(f *testing.F) {
	const secret = "a-secret-of-the-hook"
	for _, a := range []scripts.Attempted{
		{Outcome: scripts.OutcomeReturned, Result: json.RawMessage(`{"a":"` + secret + `"}`)},
		{Outcome: scripts.OutcomeThrew, Error: &scripts.ScriptError{Name: "Error", Message: secret, Stack: secret, Line: 1},
			Console: []scripts.ConsoleLine{{Level: "log", Text: secret}}, Warnings: []string{secret}},
		{Outcome: "splendid"},
	} {
		var out bytes.Buffer
		w := wire.NewWriter(&out)
		_ = w.Write(wire.Pulse, 0)
		_ = w.Write(wire.NeedSource, 1)
		_ = w.WriteRecord(wire.Answer, 1, a)
		_ = w.WriteRecord(wire.Done, 1, a)
		f.Add(out.Bytes())
	}
	secrets := scripts.Secrets{"S": scripts.NewSecretValue(secret)}
	masks := newMaskers()
	f.Fuzz(func(t *testing.T, input []byte) {
		p := &process{exchanges: map[uint64]*exchange{}, gone: make(chan struct{})}
		mask := masks.of(secrets)
		c := &call{limits: runtime.Limits{}.WithDefaults(), mask: mask, run: Run{OnAnswer: func(scripts.Attempted) {}}}
		run, err := p.begin(mask, c.expects())
		require.NoError(t, err)
		reader := wire.NewReader(bytes.NewReader(input), wire.FromWorker)
		for {
			frame, err := reader.Read()
			if err == nil {
				err = p.deliver(frame)
			}
			if err != nil {
				return
			}
			select {
			case got := <-run.frames:
				require.Equal(t, frame, got)
			default: // it was about the worker, not about an exchange
				continue
			}
			if frame.Type != wire.Answer && frame.Type != wire.Done {
				continue
			}
			attempted, err := c.accept(frame)
			if err != nil {
				require.ErrorIs(t, err, wire.ErrProtocol)
				return
			}
			mask.attempted(&attempted)
			text, err := json.Marshal(attempted)
			require.NoError(t, err, "what is accepted can be stored")
			require.NotContains(t, string(text), secret)
		}
	})
}
