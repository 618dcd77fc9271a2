package main

import (
	"context"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"os/exec"
	"time"
)

const runnerConnections = 32

// seedHook is Auth0's own sample for Slack.
const seedHook = `module.exports = function (user, context, cb) {
  var slack = require('slack-notify')(SLACK_HOOK);
  var message = 'New User: ' + (user.name || user.email) + ' (' + user.email + ')';
  slack.success({ text: message, channel: '#some_channel' });
  cb(null, user, context);
};`

// stubbedHook is the same with its request stubbed where slack-notify 0.1.7 lets one:
// its methods send through slack.request.
const stubbedHook = `module.exports = function (user, context, cb) {
  var slack = require('slack-notify')(SLACK_HOOK);
  slack.request = function (data, done) {};
  var message = 'New User: ' + (user.name || user.email) + ' (' + user.email + ')';
  slack.success({ text: message, channel: '#some_channel' });
  cb(null, user, context);
};`

// measureRunner compares the Runner over HTTP with a chi handler that decodes the same
// body and answers.
func (b *bench) measureRunner(ctx context.Context) error {
	slack, stopSlack, err := startSlack(ctx)
	if err != nil {
		return err
	}
	defer stopSlack()
	s, err := b.startServer(ctx, "--egress-allow", slack)
	if err != nil {
		return err
	}
	defer s.stop()
	reference, stopReference, err := startReference(ctx)
	if err != nil {
		return err
	}
	defer stopReference()

	subjects := []struct {
		name, script string
		target       float64
		id           string
		perSecond    []float64
	}{
		{name: "trivial hook", script: trivialHook, target: 0.5},
		{name: "the seed's hook, request stubbed", script: stubbedHook, target: 0.4},
		{name: "the seed's hook, one real POST", script: seedHook, target: 0.15},
	}
	for i := range subjects {
		subjects[i].id, err = s.createHook(ctx, fmt.Sprintf("runner-%d", i), subjects[i].script, "http://"+slack+"/services/x")
		if err != nil {
			return err
		}
	}
	var chi []float64
	for range b.rounds {
		n, err := load(ctx, b.period, request{address: reference, path: "/run", body: b.payload, wantStatus: 200})
		if err != nil {
			return err
		}
		chi = append(chi, n)
		for i := range subjects {
			n, err := load(ctx, b.period, request{
				address: s.address, path: "/api/v2/hooks/" + subjects[i].id + "/run", body: b.payload, wantStatus: 200, header: s.header(),
			})
			if err != nil {
				return err
			}
			subjects[i].perSecond = append(subjects[i].perSecond, n)
		}
	}
	for _, subject := range subjects {
		ratio := median(ratios(subject.perSecond, chi))
		b.table.add(row{
			name:  fmt.Sprintf("Runner over HTTP, %d connections: %s", runnerConnections, subject.name),
			value: perSecond(subject.perSecond), reference: perSecond(chi) + " chi", ratio: ratio,
			target: fmt.Sprintf("≥ %.2f", subject.target), reached: ratio >= subject.target,
		})
	}
	return nil
}

func perSecond(values []float64) string { return fmt.Sprintf("%.0f/s", median(values)) }

// startReference starts this program again as the reference server.
func startReference(ctx context.Context) (address string, stop func(), err error) {
	self, err := os.Executable()
	if err != nil {
		return "", nil, err
	}
	cmd := exec.CommandContext(ctx, self, "-reference")
	cmd.Stderr = os.Stderr
	address, err = startAndReadAddress(cmd)
	return address, func() { stopProcess(cmd) }, err
}

// startSlack answers "ok" to everything on a free port, as Slack does.
func startSlack(ctx context.Context) (address string, stop func(), err error) {
	listener, err := (&net.ListenConfig{}).Listen(ctx, "tcp", "127.0.0.1:0")
	if err != nil {
		return "", nil, err
	}
	ok := http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		_, _ = io.Copy(io.Discard, r.Body)
		_, _ = io.WriteString(w, "ok")
	})
	server := &http.Server{Handler: ok, ReadHeaderTimeout: time.Minute}
	go func() { _ = server.Serve(listener) }()
	return listener.Addr().String(), func() { _ = server.Close() }, nil
}
