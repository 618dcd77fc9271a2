package main

import (
	"fmt"
	"io"
	"text/tabwriter"

	"github.com/spf13/cobra"

	"github.com/hookline/hookline/sandbox"
	"github.com/hookline/hookline/sandbox/lockdown"
)

func doctorCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "doctor",
		Short: "Say how well this machine can lock the workers",
		Long: `Print each layer of the sandbox, whether this machine gives it, and what it is for.
Exit status 0 means that "serve --isolation=strict" would start and its workers too.`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			report, err := sandbox.Examine(cmd.Context(), sandbox.Config{})
			printLayers(cmd.OutOrStdout(), report)
			return err
		},
	}
}

func printLayers(out io.Writer, report lockdown.Report) {
	table := tabwriter.NewWriter(out, 0, 0, 2, ' ', 0)
	defer func() { _ = table.Flush() }()
	for _, s := range report {
		answer := "yes"
		if s.Err != nil {
			answer = "no"
		}
		_, _ = fmt.Fprintf(table, "%s\t%s\t%s\n", s.Layer, answer, s.Layer.Means())
		if s.Err != nil {
			_, _ = fmt.Fprintf(table, "\t\t%v\n", s.Err)
		}
	}
}
