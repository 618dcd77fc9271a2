package main

import (
	"bufio"
	"bytes"
	"context"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/textproto"
	"strconv"
	"sync"
	"time"
)

// request is what every connection of a load sends, again and again.
type request struct {
	address, path string
	header        http.Header
	body          []byte
	wantStatus    int
	// observe, if set, is told how long each answer took, from any goroutine.
	observe func(time.Duration)
}

func (r request) bytes() []byte {
	var b bytes.Buffer
	fmt.Fprintf(&b, "POST %s HTTP/1.1\r\nHost: %s\r\nContent-Length: %d\r\nContent-Type: application/json\r\n", r.path, r.address, len(r.body))
	_ = r.header.Write(&b)
	b.WriteString("\r\n")
	b.Write(r.body)
	return b.Bytes()
}

// load keeps runnerConnections busy for the given time and returns the answers per second.
// The connections take the requests in turn, each one of them. The client is as lean as it
// can be, so that the servers' cost decides.
func load(ctx context.Context, period time.Duration, requests ...request) (perSecond float64, err error) {
	began := time.Now()
	counts := make([]int, runnerConnections)
	errs := make([]error, runnerConnections)
	var wait sync.WaitGroup
	for i := range runnerConnections {
		r := requests[i%len(requests)]
		wait.Go(func() { counts[i], errs[i] = drive(ctx, r, r.bytes(), began.Add(period)) })
	}
	wait.Wait()
	total := 0
	for i, n := range counts {
		if errs[i] != nil {
			return 0, errs[i]
		}
		total += n
	}
	return float64(total) / time.Since(began).Seconds(), nil
}

// drive sends requests on one connection until the deadline.
func drive(ctx context.Context, r request, text []byte, deadline time.Time) (answers int, err error) {
	conn, err := (&net.Dialer{}).DialContext(ctx, "tcp", r.address)
	if err != nil {
		return 0, err
	}
	defer func() { _ = conn.Close() }()
	in := bufio.NewReader(conn)
	for time.Now().Before(deadline) {
		sent := time.Now()
		if _, err := conn.Write(text); err != nil {
			return answers, err
		}
		if err := readAnswer(in, r.wantStatus); err != nil {
			return answers, fmt.Errorf("%s: %w", r.path, err)
		}
		if r.observe != nil {
			r.observe(time.Since(sent))
		}
		answers++
	}
	return answers, nil
}

// readAnswer reads a response that has a Content-Length.
func readAnswer(in *bufio.Reader, wantStatus int) error {
	status, err := in.ReadSlice('\n')
	if err != nil {
		return err
	}
	got, _ := strconv.Atoi(string(status[9:12]))
	length := -1
	for {
		line, err := in.ReadSlice('\n')
		if err != nil {
			return err
		}
		if line = bytes.TrimSpace(line); len(line) == 0 {
			break
		}
		if name, value, ok := bytes.Cut(line, []byte(": ")); ok && textproto.CanonicalMIMEHeaderKey(string(name)) == "Content-Length" {
			length, _ = strconv.Atoi(string(value))
		}
	}
	if length < 0 {
		return fmt.Errorf("status %d without Content-Length", got)
	}
	if got != wantStatus {
		body, _ := io.ReadAll(io.LimitReader(in, int64(length)))
		return fmt.Errorf("status %d, want %d: %s", got, wantStatus, body)
	}
	_, err = in.Discard(length)
	return err
}
