// Command hooksim simulates the queue: how old an event gets before its hook starts,
// against nodes, tenants, hook time and databases. It computes; it runs no hook and
// opens no database.
//
//	go run ./cmd/hooksim                       the tables of docs/scale.md
//	go run ./cmd/hooksim -rate 5000 -nodes 8   one row
//
// The model is that of package dispatch: an event costs its database a time for accept,
// claim and settle, one after the other; a free slot of a node takes the oldest ready
// event of the next tenant in turn that runs fewer than its cap; a run holds its slot
// while it computes, on one of the node's cores, and while it waits. What it leaves out:
// failures, retries, and that claims and settles of many are cheaper than of one.
package main

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"text/tabwriter"
	"time"
)

func main() {
	m := standard()
	flag.Float64Var(&m.rate, "rate", m.rate, "events per second, over all tenants")
	flag.IntVar(&m.tenants, "tenants", m.tenants, "number of tenants")
	flag.Float64Var(&m.skew, "skew", m.skew, "0: tenants are alike; 1: the n-th sends 1/n of the first")
	flag.IntVar(&m.shards, "shards", m.shards, "databases; each tenant is in one of them")
	flag.IntVar(&m.nodes, "nodes", m.nodes, "server nodes of each database")
	flag.IntVar(&m.slots, "slots", m.slots, "executions at a time on a node")
	flag.IntVar(&m.cap, "cap", m.cap, "executions at a time of a tenant")
	flag.IntVar(&m.cores, "cores", m.cores, "cores of a node that run hooks")
	flag.DurationVar(&m.compute, "compute", m.compute, "processor time of an execution, mean")
	flag.DurationVar(&m.wait, "wait", m.wait, "time an execution waits for other servers, mean")
	flag.DurationVar(&m.database, "database", m.database, "time of the database for one event")
	flag.DurationVar(&m.length, "length", m.length, "simulated time")
	flag.Parse()
	rows := sweep()
	if flag.NFlag() > 0 {
		rows = []model{m}
	}
	if err := printTable(os.Stdout, rows); err != nil {
		fmt.Fprintln(os.Stderr, "hooksim:", err)
		os.Exit(1)
	}
}

// sweep changes one thing at a time.
func sweep() (rows []model) {
	vary := func(change func(*model)) {
		m := standard()
		change(&m)
		rows = append(rows, m)
	}
	for _, nodes := range []int{1, 2, 4} {
		for _, rate := range []float64{500, 1000, 2000, 4000} {
			vary(func(m *model) { m.nodes, m.rate = nodes, rate })
		}
	}
	for _, tenants := range []int{1, 10, 100, 10_000} {
		vary(func(m *model) { m.tenants = tenants })
	}
	for _, wait := range []time.Duration{0, 20 * time.Millisecond, 500 * time.Millisecond, 2 * time.Second} {
		vary(func(m *model) { m.wait = wait })
	}
	for _, slots := range []int{64, 256, 1024} {
		vary(func(m *model) { m.slots, m.rate = slots, 2000 })
	}
	for _, shards := range []int{1, 2, 4, 8} {
		vary(func(m *model) { m.shards, m.nodes, m.rate, m.slots = shards, 4, 16_000, 512 })
	}
	return rows
}

func printTable(out io.Writer, rows []model) error {
	lines := "events/s\ttenants\tdatabases\tnodes each\tslots\twait\tdone/s\tdatabase busy\tcores busy\tage p50\tp99\tlargest tenant p99\tleft\t\n"
	for _, m := range rows {
		r := simulate(m)
		lines += fmt.Sprintf("%.0f\t%d\t%d\t%d\t%d\t%v\t%.0f\t%.0f %%\t%.0f %%\t%v\t%v\t%v\t%d\t\n", m.rate, m.tenants, m.shards, m.nodes, m.slots,
			m.wait, r.perSecond, 100*r.databaseBusy, 100*r.coresBusy, r.p50, r.p99, r.largest, r.left)
	}
	w := tabwriter.NewWriter(out, 0, 8, 2, ' ', tabwriter.AlignRight)
	_, err := io.WriteString(w, lines)
	return errors.Join(err, w.Flush())
}
