package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"slices"
	"strconv"
	"strings"
	"time"
)

// memory posts 50,000 events, or a million with -long, to a server that keeps the
// newest 20,000 executions of each tenant, and compares how much memory the server has
// resident in the last fifth of them with the second fifth.
func (b *bench) memory(ctx context.Context, d database) error {
	events := 50_000
	if b.long {
		events = 1_000_000
	}
	s, err := b.startServer(ctx, slices.Concat([]string{"--history-keep", "20000"}, unlimited, d.flags)...)
	if err != nil {
		return err
	}
	defer s.stop()
	w, err := b.newWorkload(ctx, s, "memory", 8)
	if err != nil {
		return err
	}
	var fifths [5]float64 // MiB
	posted := 0.0
	for i := range fifths {
		samples := 0
		for samples == 0 || posted < float64(events*(i+1)/len(fifths)) {
			n, err := w.post(ctx, time.Second)
			if err != nil {
				return err
			}
			posted += n
			resident, err := s.resident()
			if err != nil {
				return err
			}
			fifths[i] += resident
			samples++
		}
		fifths[i] /= float64(samples)
	}
	growth := fifths[4] / fifths[1]
	b.table.add(row{name: fmt.Sprintf("%s: resident memory of the server, last fifth of %.0f k events", d.name, posted/1000),
		value: fmt.Sprintf("%.0f MiB", fifths[4]), reference: fmt.Sprintf("%.0f MiB in the second", fifths[1]), ratio: growth,
		target: "≤ 1.05", reached: growth <= 1.05})
	return nil
}

// resident is the server's resident memory in MiB.
func (s *server) resident() (float64, error) {
	status, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", s.cmd.Process.Pid))
	if err != nil {
		return 0, err
	}
	for line := range strings.Lines(string(status)) {
		if size, found := strings.CutPrefix(line, "VmRSS:"); found {
			kib, err := strconv.Atoi(strings.TrimSpace(strings.TrimSuffix(strings.TrimSpace(size), "kB")))
			return float64(kib) / 1024, err
		}
	}
	return 0, errors.New("the kernel does not say how much memory is resident")
}
