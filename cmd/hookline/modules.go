package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"text/tabwriter"

	"github.com/spf13/cobra"

	"github.com/hookline/hookline/runtime/npm"
)

const modulesLong = `Hooks may require modules of npm. Those that they declare are fetched when a hook is
deployed; those that Auth0's sandbox had are there without being declared, each in the
version of that time.`

const pullLong = `Fetch modules, with all that they need, into the cache of the data directory, so that
hooks can be deployed on a machine without a registry. Run it where there is one, and copy
the folder npm of the data directory; or run it before the network goes away.

Without arguments it fetches every module that "hookline modules ls" lists.

Which registry is asked, and with which credentials, is npm's own business: its environment
variables and .npmrc files are read. --npm-registry wins over them.`

func modulesCommand() *cobra.Command {
	cmd := &cobra.Command{Use: "modules", Short: "Modules of npm: list and fetch", Long: modulesLong}
	cmd.AddCommand(modulesListCommand(), modulesPullCommand())
	return cmd
}

func modulesListCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "ls",
		Short: "List the modules that hooks have without declaring them",
		Args:  cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			table := tabwriter.NewWriter(cmd.OutOrStdout(), 0, 0, 2, ' ', 0)
			for _, name := range npm.WellKnownNames() {
				version, _ := npm.WellKnown(name)
				note := ""
				if name == npm.BuiltIn {
					note = "built in"
				}
				_, _ = fmt.Fprintf(table, "%s\t%s\t%s\n", name, version, note)
			}
			return table.Flush()
		},
	}
}

func modulesPullCommand() *cobra.Command {
	var data string
	var config npm.Config
	cmd := &cobra.Command{
		Use:     "pull [name@range …]",
		Short:   "Fetch modules for machines without a registry",
		Long:    pullLong,
		Example: "  hookline modules pull\n  hookline modules pull axios@^0.21.1 @slack/webhook",
		RunE: func(cmd *cobra.Command, args []string) error {
			if err := fromEnvironment(cmd.Flags(), os.LookupEnv); err != nil {
				return err
			}
			config.Cache = npmCache(data)
			installer, err := npm.Open(config)
			if err != nil {
				return err
			}
			defer installer.Close()
			return pull(cmd.Context(), cmd.OutOrStdout(), installer, args)
		},
	}
	cmd.Flags().StringVar(&data, "data", "hookline-data", "directory of everything that is kept")
	cmd.Flags().StringVar(&config.Registry, "npm-registry", "", "address of the npm registry (default: what npm's settings say)")
	return cmd
}

// npmCache is where the data directory keeps what came from npm.
func npmCache(data string) string { return filepath.Join(data, "npm") }

// pull fetches each module by itself, and goes on after one that cannot be had.
func pull(ctx context.Context, out io.Writer, installer *npm.Installer, modules []string) error {
	if len(modules) == 0 {
		modules = npm.WellKnownNames()
	}
	var failed error
	for at, module := range modules {
		name, version := cutModule(module)
		_, _ = fmt.Fprintf(out, "[%d/%d] %s %s: ", at+1, len(modules), name, version)
		if known, _ := npm.WellKnown(name); name == npm.BuiltIn && version == known {
			_, _ = fmt.Fprintln(out, "built in")
			continue
		}
		lock, err := installer.Resolve(ctx, map[string]string{name: version}, nil)
		if err != nil {
			_, _ = fmt.Fprintln(out, "failed")
			failed = errors.Join(failed, err)
			if ctx.Err() != nil {
				return failed
			}
			continue
		}
		_, _ = fmt.Fprintf(out, "%d packages\n", len(lock.Packages))
	}
	return failed
}

// cutModule reads name@range. Without a range it is the well-known version, or the latest.
func cutModule(module string) (name, version string) {
	if at := strings.LastIndexByte(module, '@'); at > 0 {
		return module[:at], module[at+1:]
	}
	if known, ok := npm.WellKnown(module); ok {
		return module, known
	}
	return module, "latest"
}
