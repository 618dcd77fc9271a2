package sqlite_test

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"sync"
	"sync/atomic"
	"testing"

	"github.com/stretchr/testify/require"
	"golang.org/x/sys/unix"

	"github.com/hookline/hookline/scripts"
	"github.com/hookline/hookline/server/store/sqlite"
)

var callers = []int{1, 16, 64, 256}

// BenchmarkAccept stores events of about 700 bytes, each with one execution, and
// returns from each when it is on disk. Compare with BenchmarkFileAppend:
//
//	go test -run '^$' -bench 'Accept|FileAppend' -benchtime 2s ./server/store/sqlite
func BenchmarkAccept(b *testing.B) {
	for _, n := range callers {
		b.Run(fmt.Sprintf("callers=%d", n), func(b *testing.B) {
			s, err := sqlite.Open(b.Context(), sqlite.Config{Path: filepath.Join(b.TempDir(), "hookline.db")})
			require.NoError(b, err)
			defer func() { require.NoError(b, s.Close()) }()
			_, err = s.CreateHook(b.Context(), scripts.Hook{Tenant: scripts.DefaultTenant, Name: "bench",
				Trigger: scripts.PostUserRegistration, Enabled: true, Script: "module.exports = function () {}"})
			require.NoError(b, err)
			e := scripts.Event{Tenant: scripts.DefaultTenant, Trigger: scripts.PostUserRegistration, Payload: payload()}
			concurrently(b, n, func() error {
				_, executions, err := s.Accept(context.Background(), e)
				if err == nil && len(executions) != 1 {
					return fmt.Errorf("%d executions", len(executions))
				}
				return err
			})
		})
	}
}

// BenchmarkFileAppend is the floor: the same bytes and the same batching, but only
// appended to a file and synced.
func BenchmarkFileAppend(b *testing.B) {
	for _, n := range callers {
		b.Run(fmt.Sprintf("callers=%d", n), func(b *testing.B) {
			f, err := os.Create(filepath.Join(b.TempDir(), "log"))
			require.NoError(b, err)
			defer f.Close()
			queue := make(chan chan error, 1024)
			ended := make(chan struct{})
			go func() { defer close(ended); appendBatches(f, queue) }()
			concurrently(b, n, func() error {
				done := make(chan error, 1)
				queue <- done
				return <-done
			})
			close(queue)
			<-ended
		})
	}
}

func appendBatches(f *os.File, queue chan chan error) {
	record := payload()
	for done := range queue {
		batch := []chan error{done}
		buffer := append([]byte(nil), record...)
		for waiting := true; waiting; {
			select {
			case done, waiting = <-queue:
				if waiting {
					batch, buffer = append(batch, done), append(buffer, record...)
				}
			default:
				waiting = false
			}
		}
		_, err := f.Write(buffer)
		if err == nil {
			err = unix.Fdatasync(int(f.Fd()))
		}
		for _, done := range batch {
			done <- err
		}
	}
}

// concurrently calls f b.N times from n goroutines.
func concurrently(b *testing.B, n int, f func() error) {
	var left atomic.Int64
	left.Store(int64(b.N))
	var group sync.WaitGroup
	b.ResetTimer()
	for range n {
		group.Go(func() {
			for left.Add(-1) >= 0 {
				if err := f(); err != nil {
					b.Error(err)
					return
				}
			}
		})
	}
	group.Wait()
	b.StopTimer()
	b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "events/s")
}

func payload() []byte {
	sample, err := scripts.FindTrigger(scripts.PostUserRegistration)
	if err != nil {
		panic(err)
	}
	p := sample.Sample()
	return append(p, make([]byte, max(0, 700-len(p)))...)
}
