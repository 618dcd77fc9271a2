// Package runtime runs JavaScript: one VM, one run. It compiles a hook, gives it
// Node's globals and modules, calls it as its trigger demands, and reports how that
// ended.
//
// It is not a sandbox: a hostile script can kill or hang the process around it. Run
// it in a worker process that you are glad to lose (package sandbox does).
package runtime

import (
	"context"
	"crypto/x509"
	"net"
	"net/http"
	"sync"

	"github.com/hookline/hookline/runtime/loop"
	"github.com/hookline/hookline/runtime/node"
	"github.com/hookline/hookline/scripts"
)

// Config is what the hooks of one engine share. The zero value is an engine whose
// hooks have no network.
type Config struct {
	// Transport sends the hooks' HTTP requests. It must not follow redirects. Nil
	// refuses every request.
	Transport http.RoundTripper
	// Insecure, if set, returns what sends the requests for which a script turned off
	// the check of certificates. It must share no connection with Transport. Nil, or
	// a nil of it, refuses them. It is asked at every run.
	Insecure func() http.RoundTripper
	// Dial, Resolve and Roots are what sockets, look-ups and TLS of the scripts use
	// (realm.Realm has their contracts). Nil refuses them.
	Dial    func(ctx context.Context, host string, port int) (net.Conn, error)
	Resolve func(ctx context.Context, record, name string) ([]string, error)
	Roots   func() *x509.CertPool
}

// Engine runs hooks, any number at a time. It keeps what VMs may share: compiled core
// modules and the transport. Make one per process with New.
type Engine struct {
	config  Config
	modules *node.Registry
	caches  sync.Map // scripts.TriggerID → *cache
}

// New makes an engine.
func New(config Config) *Engine {
	return &Engine{config: config, modules: node.NewRegistry()}
}

// Input is one run.
type Input struct {
	Program *Program
	Trigger scripts.TriggerID
	// Payload is the JSON object that was posted. It must be valid JSON.
	Payload []byte
	Secrets map[string]string
	// Meta becomes context.webtask.meta; RequestID becomes context.webtask.id.
	Meta      map[string]string
	RequestID string
	// Storage is behind context.webtask.storage. Nil refuses its use.
	Storage Storage
	Limits  Limits
	// Clock has what the run took before Run, by compiling: it counts. Nil is a new one.
	Clock *loop.Clock
	// Prepared, if set, is where the run takes place: Engine.Prepare made it of Program,
	// with the same Limits and NoEval.
	Prepared *Prepared
	// NoEval keeps the script from making code of strings: eval, Function and the other
	// function constructors throw an EvalError. It is hygiene, not a boundary.
	NoEval bool
	// OnAnswer, if set, is told as soon as the hook has answered, while its work may
	// still go on. It is called at most once, on the run's goroutine.
	OnAnswer func(scripts.Attempted)
}
