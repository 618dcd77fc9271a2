package main

import (
	"fmt"
	"io"
	"log/slog"
	"os"
	"runtime/debug"
	"strings"
	"time"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"github.com/hookline/hookline/sandbox"
	"github.com/hookline/hookline/server"
	"github.com/hookline/hookline/server/auth"
)

const serveLong = `Run the server: HTTP API, durable queue and worker processes in one.

Every flag can be given as an environment variable too: HOOKLINE_ and its name in capitals,
with _ for -, lists separated by commas. A flag wins over its variable. The admin token is
never a flag: set ` + auth.TokenVariable + `, or let the server make one in the data directory.`

func serveCommand() *cobra.Command {
	config := server.Config{WorkerMemory: 128 << 20}
	var level slog.Level
	cmd := &cobra.Command{
		Use:   "serve",
		Short: "Run the server",
		Long:  serveLong,
		Args:  cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			if err := fromEnvironment(cmd.Flags(), os.LookupEnv); err != nil {
				return err
			}
			tuneCollector()
			config.AdminToken = os.Getenv(auth.TokenVariable)
			config.Log = slog.New(slog.NewTextHandler(cmd.ErrOrStderr(), &slog.HandlerOptions{Level: level}))
			config.Started = func(info server.Info) { announce(cmd.OutOrStdout(), info) }
			return server.Run(cmd.Context(), config)
		},
	}
	flags := cmd.Flags()
	flags.StringVar(&config.Listen, "listen", "127.0.0.1:4000", "address of the HTTP API")
	flags.StringVar(&config.Data, "data", "hookline-data", "directory of everything that is kept")
	flags.StringVar(&config.Database, "database", "", "PostgreSQL that several servers may share, postgres://user@host/name; its password goes into PGPASSWORD or a .pgpass file (default: SQLite in the data directory)")
	flags.DurationVar(&config.Lease, "lease", 10*time.Second, "how long a server may be silent before others that share its database run its work")
	flags.IntVar(&config.MaxReady, "max-ready", 1_000_000, "ready executions beyond which no more events are taken in")
	flags.DurationVar(&config.MaxAge, "history-age", 30*24*time.Hour, "how old history becomes before it is deleted; negative is for ever")
	flags.IntVar(&config.Keep, "history-keep", 1_000_000, "executions of each tenant that are kept in the history; negative is all")
	flags.IntVar(&config.KeepVersions, "history-versions", 100, "versions of each hook that are kept, besides those that executions wait for; negative is all")
	flags.DurationVar(&config.KeyWindow, "idempotency-window", 24*time.Hour, "how long an Idempotency-Key is remembered")
	flags.StringSliceVar(&config.EgressAllow, "egress-allow", nil, "open a private address to hooks: CIDR, host, host:port (repeatable)")
	flags.StringSliceVar(&config.NAT64, "egress-nat64", nil, "prefix through which this network reaches IPv4, such as 64:ff9b::/96 (repeatable)")
	flags.BoolVar(&config.InsecureTLS, "allow-insecure-tls", false, "let hooks turn off the check of certificates (rejectUnauthorized: false)")
	flags.IntVar(&config.RequestLimit, "request-limit", 50, "HTTP requests that a run may send")
	flags.IntVar(&config.ResponseLimit, "response-limit", 10<<20, "bytes that a run may read of one HTTP response")
	flags.IntVar(&config.EventsPerSecond, "events-per-second", 20_000, "events that a tenant may post, unless its settings say otherwise")
	flags.IntVar(&config.RequestsPerSecond, "requests-per-second", 20_000, "other API requests of a tenant, unless its settings say otherwise")
	flags.StringVar((*string)(&config.Isolation), "isolation", string(sandbox.IsolationStrict), "strict: refuse to start where workers cannot be locked; dev: warn")
	flags.StringVar(&config.NPMRegistry, "npm-registry", "", "address of the npm registry (default: what npm's settings say)")
	config.NPMCacheBytes = 2 << 30
	flags.Var((*byteSize)(&config.NPMCacheBytes), "npm-cache", "about how much of what came from the npm registry is kept, such as 2GiB")
	flags.StringSliceVar(&config.CAFiles, "ca-file", nil, "PEM file of roots that hooks trust besides the system's (repeatable)")
	flags.Var((*byteSize)(&config.WorkerMemory), "worker-memory", "memory of a tenant's worker process, such as 128MiB")
	flags.IntVar(&config.Concurrency, "concurrency", 256, "executions that run at a time, and worker processes")
	flags.DurationVar(&config.WallLimit, "wall-limit", 20*time.Second, "how long a hook may run, its waiting included")
	flags.DurationVar(&config.JSLimit, "js-limit", 2*time.Second, "how long a hook may compute, without its waiting")
	flags.DurationVar(&config.DrainTimeout, "drain-timeout", 20*time.Second, "how long running hooks may finish when the server stops")
	flags.TextVar(&level, "log-level", slog.LevelInfo, "debug, info, warn or error")
	return cmd
}

// fromEnvironment sets the flags that were not given from HOOKLINE_* variables.
func fromEnvironment(flags *pflag.FlagSet, lookup func(string) (string, bool)) (err error) {
	flags.VisitAll(func(flag *pflag.Flag) {
		name := "HOOKLINE_" + strings.ToUpper(strings.ReplaceAll(flag.Name, "-", "_"))
		value, ok := lookup(name)
		if !ok || flag.Changed || err != nil {
			return
		}
		if fault := flags.Set(flag.Name, value); fault != nil {
			err = fmt.Errorf("environment variable %s: %w", name, fault)
		}
	})
	return err
}

// announce is for the person at the terminal; its first line ends with the address. A
// server whose output nobody takes serves all the same.
func announce(out io.Writer, info server.Info) {
	_, _ = fmt.Fprintf(out, "Hookline listens on %s\n", info.URL)
	if info.TokenFile != "" {
		_, _ = fmt.Fprintf(out, "The admin token is in %s\n", info.TokenFile)
	}
}

// tuneCollector lets the heap of a small server grow before it is collected: requests
// are short-lived, and collecting after every few megabytes costs throughput. GOGC wins.
func tuneCollector() {
	if _, set := os.LookupEnv("GOGC"); !set {
		debug.SetGCPercent(400)
	}
}
