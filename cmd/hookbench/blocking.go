package main

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"slices"
	"sync"
	"time"

	"github.com/hookline/hookline/scripts"
)

// subject is a script of a blocking trigger, and the plain one that it is compared with.
type subject struct {
	name    string
	trigger scripts.TriggerID
	script  string
	against string
}

const (
	plainRule = `function (user, context, callback) { callback(null, user, context); }`
	usesRule  = `function (user, context, callback) {
  if (!user.email_verified) return callback(new UnauthorizedError(configuration.SLACK_HOOK));
  context.idToken['https://example.com/plan'] = user.app_metadata.plan;
  callback(null, user, context);
}`
	webtaskHook = `module.exports = function (user, context, cb) {
  if (!context.webtask.secrets.SLACK_HOOK || !context.webtask.meta['hook-name'] || context.webtask.body.user !== user) throw new Error('x');
  cb(null, { user: user });
};`
	action = `exports.onExecutePreUserRegistration = async (event, api) => {
  api.user.setAppMetadata('plan', event.user.app_metadata.plan);
  api.user.setUserMetadata('hobby', event.user.user_metadata.hobby);
};`
)

// measureBlocking measures what an identity server waits for: events of blocking triggers
// over HTTP, against the Runner with the same hook, and what the wrappers add.
func (b *bench) measureBlocking(ctx context.Context) error {
	s, err := b.startServer(ctx)
	if err != nil {
		return err
	}
	defer s.stop()
	starter, err := scripts.FindTrigger(scripts.PreUserRegistration)
	if err != nil {
		return err
	}
	subjects := []subject{
		{"starter", scripts.PreUserRegistration, starter.Starter(), ""},
		{"a hook that reads context.webtask", scripts.PreUserRegistration, webtaskHook, "starter"},
		{"an action that does what the starter does", scripts.PreUserRegistration, action, "starter"},
		{"a rule that does nothing", scripts.RulesPipeline, plainRule, ""},
		{"a rule with configuration and claims", scripts.RulesPipeline, usesRule, "a rule that does nothing"},
	}
	events := make(map[string][]float64)
	var runner, taken []float64
	var mu sync.Mutex
	for range b.rounds {
		for i, sub := range subjects {
			if err := s.install(ctx, fmt.Sprintf("blocking-%d", i), sub); err != nil {
				return err
			}
			r := s.event(sub.trigger)
			if i == 0 {
				r.observe = func(d time.Duration) {
					mu.Lock()
					taken = append(taken, float64(d.Microseconds()))
					mu.Unlock()
				}
			}
			n, err := load(ctx, b.period, r)
			if err != nil {
				return err
			}
			events[sub.name] = append(events[sub.name], n)
			if i == 0 {
				r.path, r.observe = "/api/v2/hooks/"+s.installed+"/run", nil
				if n, err = load(ctx, b.period, r); err != nil {
					return err
				}
				runner = append(runner, n)
			}
		}
	}
	b.addBlocking(subjects, events, runner, taken)
	return nil
}

func (b *bench) addBlocking(subjects []subject, events map[string][]float64, runner, taken []float64) {
	ratio := median(ratios(events["starter"], runner))
	b.table.add(row{name: fmt.Sprintf("events of pre-user-registration, %d connections: starter", runnerConnections),
		value: perSecond(events["starter"]), reference: perSecond(runner) + " Runner", ratio: ratio, target: "≥ 0.60", reached: ratio >= 0.6})
	slices.Sort(taken)
	b.table.add(row{name: "… its latency, p50 and p99", value: fmt.Sprintf("%.1f ms, %.1f ms", taken[len(taken)/2]/1000, taken[len(taken)*99/100]/1000)})
	for _, sub := range subjects {
		if sub.against == "" {
			continue
		}
		ratio := median(ratios(events[sub.name], events[sub.against]))
		b.table.add(row{name: "events of " + string(sub.trigger) + ": " + sub.name, value: perSecond(events[sub.name]),
			reference: perSecond(events[sub.against]) + " " + sub.against, ratio: ratio, target: "≥ 0.85", reached: ratio >= 0.85})
	}
}

// event is a load of a trigger's sample.
func (s *server) event(trigger scripts.TriggerID) request {
	t, err := scripts.FindTrigger(trigger)
	if err != nil {
		panic(err) // it is one of ours
	}
	return request{address: s.address, path: "/api/v2/triggers/" + string(trigger) + "/events", body: t.Sample(), wantStatus: 200,
		header: http.Header{"Authorization": {"Bearer " + s.token}}}
}

// install makes a hook the only one that is enabled, and remembers its id.
func (s *server) install(ctx context.Context, name string, sub subject) error {
	var existing []struct{ ID, Name string }
	if err := s.call(ctx, "GET", "/api/v2/hooks?triggerId="+string(sub.trigger), json.RawMessage("{}"), &existing); err != nil {
		return err
	}
	s.installed = ""
	for _, h := range existing {
		if h.Name == name {
			s.installed = h.ID
		} else if err := s.call(ctx, "PATCH", "/api/v2/hooks/"+h.ID, map[string]any{"enabled": false}, nil); err != nil {
			return err
		}
	}
	if s.installed == "" {
		var hook struct{ ID string }
		err := s.call(ctx, "POST", "/api/v2/hooks", map[string]any{"name": name, "script": sub.script, "triggerId": sub.trigger}, &hook)
		if err != nil {
			return err
		}
		s.installed = hook.ID
		if err := s.call(ctx, "POST", "/api/v2/hooks/"+hook.ID+"/secrets", map[string]string{"SLACK_HOOK": "https://hooks.slack.com/services/x"}, nil); err != nil {
			return err
		}
	}
	return s.call(ctx, "PATCH", "/api/v2/hooks/"+s.installed, map[string]any{"enabled": true}, nil)
}
