package sandbox

import (
	"fmt"
	"net"
	"os"
	"path/filepath"
	"syscall"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/hookline/hookline/sandbox/lockdown"
	"github.com/hookline/hookline/sandbox/wire"
	"github.com/hookline/hookline/sandbox/worker"
	"github.com/hookline/hookline/scripts"
)

// fakeVariable makes the test binary a worker that somebody took over.
const fakeVariable = "SANDBOX_FAKE"

// fake returns an executable that behaves as told.
func fake(t *testing.T, behaviour string) string {
	self, err := os.Executable()
	require.NoError(t, err)
	path := filepath.Join(t.TempDir(), "worker")
	script := fmt.Sprintf("#!/bin/sh\n%s=%s exec %q\n", fakeVariable, behaviour, self)
	require.NoError(t, os.WriteFile(path, []byte(script), 0o700))
	return path
}

func fakeWorker(behaviour string) int {
	file := os.NewFile(worker.StreamFD, "")
	conn, err := net.FileConn(file)
	if err != nil {
		return 1
	}
	writer, reader := wire.NewWriter(conn), wire.NewReader(conn, wire.FromParent)
	build := wire.Build()
	if behaviour == "stranger" {
		build = "another"
	}
	if behaviour == "silent" {
		_, _ = reader.Read()
		return 0
	}
	_ = writer.WriteHello(build)
	_, _ = reader.Read() // Configure
	if behaviour == "chatty" {
		_ = writer.WriteRecord(wire.Done, 1, scripts.Attempted{})
	}
	if behaviour == "dials" {
		dials, _ := net.FileConn(os.NewFile(worker.DialFD, ""))
		_, _ = dials.Write(wire.DialRequest{ID: 1, Port: 80, Host: "example.com"}.Append(nil))
	}
	f, err := reader.Read()
	if err != nil {
		return 0
	}
	switch behaviour {
	case "garbage":
		_, _ = conn.Write([]byte("HTTP/1.1 200 OK\r\n\r\nhello"))
	case "other":
		_ = writer.WriteRecord(wire.Done, f.ID+1, scripts.Attempted{})
	case "answer":
		_ = writer.WriteRecord(wire.Answer, f.ID, scripts.Attempted{})
	case "outcome":
		_ = writer.WriteRecord(wire.Done, f.ID, scripts.Attempted{Outcome: "splendid"})
	case "result":
		_ = writer.WriteRecord(wire.Done, f.ID, scripts.Attempted{Outcome: "returned", Result: []byte("{")})
	case "flood":
		_ = writer.WriteRecord(wire.Done, f.ID, scripts.Attempted{Outcome: "returned", Warnings: make([]string, 1000)})
	case "pulses":
		for range 1000 {
			_ = writer.Write(wire.Pulse, 0)
		}
	case "asks-for-another":
		_ = writer.WriteAsk(f.ID+1, nil)
	case "asks-twice":
		_ = writer.WriteAsk(f.ID, nil)
		_ = writer.WriteAsk(f.ID, nil)
	case "asks-on":
		for range wire.MaxAsks + 1 {
			_ = writer.WriteAsk(f.ID, nil)
			_, _ = reader.Read()
		}
	case "keeps-no-json":
		_ = writer.WriteAsk(f.ID, &scripts.DocumentChange{Data: []byte("{"), Force: true})
	case "asks-after-the-end":
		_ = writer.WriteRecord(wire.Done, f.ID, scripts.Attempted{Outcome: "returned"})
		_ = writer.WriteAsk(f.ID, nil)
	case "again":
		_ = writer.Write(wire.Again, f.ID)
		if f, err = reader.Read(); err == nil {
			_ = writer.Write(wire.Again, f.ID)
		}
	case "violation":
		// The kernel ends the process as at any call that is not on the list.
		_, _ = lockdown.Apply(lockdown.Config{Strict: true})
		_ = syscall.Kill(os.Getpid(), 0)
	case "exit":
		return 3
	case "close":
		conn.Close()
		file.Close()
	}
	select {}
}
