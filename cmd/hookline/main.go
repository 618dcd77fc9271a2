// Command hookline runs Auth0-style hooks on your own server.
//
//	hookline serve      run the server
//	hookline modules    list and fetch modules of npm
//	hookline doctor     say how well this machine can lock the workers
//	hookline backup     copy the SQLite database while the server uses it
//	hookline restore    make a data directory from a backup
//	hookline migrate-store    move everything from SQLite to PostgreSQL
//
// The server starts this same binary again as its worker processes, and to build hooks.
package main

import (
	"context"
	"os"
	"os/signal"
	"syscall"

	"github.com/charmbracelet/fang"
	"github.com/spf13/cobra"

	"github.com/hookline/hookline/sandbox/build/builder"
	"github.com/hookline/hookline/sandbox/worker"
)

// version is set by the build: -ldflags "-X main.version=…".
var version = "dev"

func main() {
	if worker.IsWorker() {
		os.Exit(worker.Main())
	}
	if builder.IsBuilder() {
		os.Exit(builder.Main())
	}
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	if err := fang.Execute(ctx, rootCommand(), fang.WithVersion(version), fang.WithoutCompletions(), fang.WithoutManpage()); err != nil {
		stop()
		os.Exit(1)
	}
}

func rootCommand() *cobra.Command {
	root := &cobra.Command{
		Use:   "hookline",
		Short: "Run Auth0-style hooks on your own server",
	}
	root.AddCommand(serveCommand(), modulesCommand(), doctorCommand(), backupCommand(), restoreCommand(), migrateCommand())
	return root
}
