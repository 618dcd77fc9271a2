// Command hookbench measures Hookline end to end and prints one table, every figure
// beside a reference from the same run. It builds and starts the real server, and
// sends traffic to 127.0.0.1 only.
//
//	go run ./cmd/hookbench            about three minutes
//	go run ./cmd/hookbench -rounds 1 -period 300ms
//
// Rounds are interleaved, and medians are printed. It judges nothing but the targets
// in the table; its exit status is 0 when it could measure.
package main

import (
	"context"
	"flag"
	"fmt"
	"os"
	"os/signal"
	"runtime"
	"strings"
	"time"

	"github.com/hookline/hookline/scripts"
)

type bench struct {
	rounds  int
	period  time.Duration // of one measurement
	payload []byte
	dir     string // for data and binaries, removed at the end
	long    bool   // a million rows of history too
	schemas int    // made so far
	table   table
}

func main() {
	rounds := flag.Int("rounds", 5, "interleaved rounds, of which medians are taken")
	period := flag.Duration("period", time.Second, "duration of one measurement")
	only := flag.String("only", "", "measure only the sections with these names, separated by commas")
	long := flag.Bool("long", false, "measure a million events of history too, which takes minutes")
	reference := flag.Bool("reference", false, "serve the reference (used by hookbench itself)")
	flag.Parse()
	err := error(nil)
	if *reference {
		err = serveReference(context.Background())
	} else {
		err = measure(bench{rounds: *rounds, period: *period, long: *long}, *only)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "hookbench:", err)
		os.Exit(1)
	}
}

func measure(b bench, only string) error {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	trigger, err := scripts.FindTrigger(scripts.PostUserRegistration)
	if err != nil {
		return err
	}
	dir, err := os.MkdirTemp("", "hookbench")
	if err != nil {
		return err
	}
	defer func() { _ = os.RemoveAll(dir) }()
	b.payload, b.dir = trigger.Sample(), dir
	for _, section := range []struct {
		name string
		run  func(context.Context) error
	}{
		{"vm", func(context.Context) error { return b.measureVM() }},
		{"packages", b.measurePackages},
		{"roundtrip", b.measureRoundTrip},
		{"runner", b.measureRunner},
		{"blocking", b.measureBlocking},
		{"accept", b.measureAccept},
		{"start", b.onEach(b.start)},
		{"endtoend", b.onEach(b.endToEnd)},
		{"history", b.onEach(b.history)},
		{"memory", b.onEach(b.memory)},
	} {
		if only != "" && !strings.Contains(","+only+",", ","+section.name+",") {
			continue
		}
		if err := section.run(ctx); err != nil {
			return fmt.Errorf("%s: %w", section.name, err)
		}
	}
	fmt.Printf("%s, %d cores, GOMAXPROCS %d, %d rounds of %s\n\n", runtime.Version(), runtime.NumCPU(), runtime.GOMAXPROCS(0), b.rounds, b.period)
	return b.table.print(os.Stdout)
}
