package main

import (
	"context"
	"fmt"
	"os"
	"strings"
	"sync/atomic"
	"syscall"
	"time"

	"github.com/hookline/hookline/scripts"
	"github.com/hookline/hookline/server"
	"github.com/hookline/hookline/server/store"
)

// killAt makes the test binary a server that kills itself: the variable has the step and
// how often it is passed before, as in "before settle:3". The other variables are flags of
// serve.
const killAt = "HOOKLINE_TEST_KILL_AT"

// The steps of the life of an event at which the server kills itself. At the others the
// test kills it.
const (
	beforeCommit = "before commit"
	afterCommit  = "after commit"
	afterClaim   = "after claim"
	beforeSettle = "before settle"
	afterSettle  = "after settle"
)

// patientJS is for a machine on which everything runs at once.
const patientJS = 15 * time.Second

func serveUntilKilled() {
	step, count, _ := strings.Cut(os.Getenv(killAt), ":")
	k := &killer{step: step}
	_, err := fmt.Sscan(count, &k.passed)
	if err == nil {
		err = server.Run(context.Background(), server.Config{
			Listen: "127.0.0.1:0", Data: os.Getenv("HOOKLINE_DATA"), Database: os.Getenv("HOOKLINE_DATABASE"),
			Lease: 2 * time.Second, JSLimit: patientJS, AdminToken: testToken, EgressAllow: strings.Fields(os.Getenv("HOOKLINE_EGRESS_ALLOW")),
			Started:   func(info server.Info) { announce(os.Stdout, info) },
			Interpose: func(s store.Store) store.Store { k.Store = s; return k },
		})
	}
	fmt.Fprintln(os.Stderr, "ended without being killed:", err)
}

// killer is a store that kills its process.
type killer struct {
	store.Store
	step   string
	passed int64
	count  atomic.Int64
}

func (k *killer) pass(step string) {
	if step == k.step && k.count.Add(1) > k.passed {
		_ = syscall.Kill(os.Getpid(), syscall.SIGKILL)
		select {} // until that arrives
	}
}

func (k *killer) Accept(ctx context.Context, e scripts.Event) (scripts.Event, []scripts.ExecutionID, error) {
	k.pass(beforeCommit)
	e, ids, err := k.Store.Accept(ctx, e)
	k.pass(afterCommit)
	return e, ids, err
}

func (k *killer) Claim(ctx context.Context, r store.ClaimRequest) ([]store.Claim, error) {
	claims, err := k.Store.Claim(ctx, r)
	if len(claims) > 0 {
		k.pass(afterClaim)
	}
	return claims, err
}

func (k *killer) Settle(ctx context.Context, l store.Lease, s store.Settlement) (bool, error) {
	k.pass(beforeSettle)
	held, err := k.Store.Settle(ctx, l, s)
	k.pass(afterSettle)
	return held, err
}
