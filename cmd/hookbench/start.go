package main

import (
	"context"
	"fmt"
	"time"

	"github.com/hookline/hookline/scripts"
)

// start posts events at a steady rate and reads from their records how long each
// waited between being accepted and being started. The records count milliseconds.
func (b *bench) start(ctx context.Context, d database) error {
	const rate, wanted = 500, 5.0
	s, err := b.startServer(ctx, d.flags...)
	if err != nil {
		return err
	}
	defer s.stop()
	if _, err := s.createHook(ctx, "start", trivialHook, "unused"); err != nil {
		return err
	}
	var executions []scripts.ExecutionID
	every := time.NewTicker(time.Second / rate)
	defer every.Stop()
	for range int(b.period.Seconds()*float64(b.rounds)*rate) + 1 {
		<-every.C
		var accepted struct{ Executions []scripts.ExecutionID }
		if err := s.call(ctx, "POST", "/api/v2/triggers/post-user-registration/events", raw(b.payload), &accepted); err != nil {
			return err
		}
		executions = append(executions, accepted.Executions...)
	}
	var waits []float64
	for _, id := range executions {
		record, err := s.settled(ctx, id)
		if err != nil {
			return err
		}
		waits = append(waits, float64(record.StartedAt.Sub(record.CreatedAt).Microseconds())/1000)
	}
	p50 := median(waits)
	b.table.add(row{name: fmt.Sprintf("%s: accept → start at %d events/s, p50 of %d (p99 %.1f ms)", d.name, rate, len(waits), waits[len(waits)*99/100]),
		value: fmt.Sprintf("%.1f ms", p50), target: "< 5 ms", reached: p50 < wanted})
	return nil
}

type raw []byte

func (r raw) MarshalJSON() ([]byte, error) { return r, nil }

// settled asks for an execution until it has ended.
func (s *server) settled(ctx context.Context, id scripts.ExecutionID) (record scripts.Execution, err error) {
	for deadline := time.Now().Add(10 * time.Second); ; {
		if err := s.call(ctx, "GET", "/api/v2/executions/"+string(id), nil, &record); err != nil {
			return record, err
		}
		if record.State == scripts.StateSucceeded {
			return record, nil
		}
		if time.Now().After(deadline) {
			return record, fmt.Errorf("execution %s is still %s", id, record.State)
		}
		time.Sleep(10 * time.Millisecond)
	}
}
