package main

import (
	"fmt"
	"path/filepath"
	"text/tabwriter"

	"github.com/spf13/cobra"

	"github.com/hookline/hookline/server"
	"github.com/hookline/hookline/server/store/move"
	"github.com/hookline/hookline/server/store/sqlite"
	"github.com/hookline/hookline/server/vault"
)

const backupLong = `Copy the SQLite database to a new file while the server uses it.

The copy is the state of one moment and is checked before it appears. Keep beside it, but
not in the same place, a copy of ` + vault.FileName + ` in the data directory: the secrets cannot be
read without it, and can be read by whoever has both. PostgreSQL has tools of its own, pg_dump
among them.`

func backupCommand() *cobra.Command {
	var data, to string
	cmd := &cobra.Command{
		Use:   "backup",
		Short: "Copy the SQLite database while the server uses it",
		Long:  backupLong,
		Args:  cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			if err := sqlite.Backup(cmd.Context(), database(data), to); err != nil {
				return err
			}
			_, _ = fmt.Fprintf(cmd.OutOrStdout(), "%s is a copy of the database. It does not have %s: save that too, elsewhere.\n",
				to, filepath.Join(data, vault.FileName))
			return nil
		},
	}
	cmd.Flags().StringVar(&data, "data", "hookline-data", "directory of the server's data")
	cmd.Flags().StringVar(&to, "to", "", "file to make")
	_ = cmd.MarkFlagRequired("to")
	return cmd
}

func restoreCommand() *cobra.Command {
	var data, from string
	cmd := &cobra.Command{
		Use:   "restore",
		Short: "Make a data directory from a backup",
		Long: `Make the database of a data directory from a backup. There must be none yet. Put the saved
` + vault.FileName + ` there too, before the server starts: it would make a new one otherwise.`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			if err := sqlite.Restore(cmd.Context(), from, database(data)); err != nil {
				return err
			}
			_, _ = fmt.Fprintf(cmd.OutOrStdout(), "%s is restored. Put the saved %s there too, before the server starts.\n", data, vault.FileName)
			return nil
		},
	}
	cmd.Flags().StringVar(&data, "data", "hookline-data", "directory to make")
	cmd.Flags().StringVar(&from, "from", "", "file that backup has made")
	_ = cmd.MarkFlagRequired("from")
	return cmd
}

func migrateCommand() *cobra.Command {
	var from, to string
	cmd := &cobra.Command{
		Use:   "migrate-store",
		Short: "Move everything from SQLite to PostgreSQL",
		Long: `Move everything from the SQLite database of a data directory to an empty PostgreSQL database,
while no server runs. Nothing is kept there unless every table has the same number of rows and the same
checksum on both sides. The data directory stays as it is: start the server with it and --database.`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			moved, err := move.Move(cmd.Context(), database(from), to)
			if err != nil {
				return err
			}
			table := tabwriter.NewWriter(cmd.OutOrStdout(), 0, 0, 2, ' ', 0)
			_, _ = fmt.Fprintln(table, "table\trows\tchecksum of both")
			for _, t := range moved {
				_, _ = fmt.Fprintf(table, "%s\t%d\t%s\n", t.Name, t.Rows, t.Checksum)
			}
			return table.Flush()
		},
	}
	cmd.Flags().StringVar(&from, "from", "hookline-data", "directory of the server's data")
	cmd.Flags().StringVar(&to, "to", "", "postgres://user@host/name; its password goes into PGPASSWORD or a .pgpass file")
	_ = cmd.MarkFlagRequired("to")
	return cmd
}

func database(data string) string { return filepath.Join(data, server.DatabaseName) }
