package wire

import (
	"bytes"
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/hookline/hookline/runtime"
	"github.com/hookline/hookline/scripts"
)

func TestARunArrivesAsSent(t *testing.T) {
	t.Parallel()
	sent := RunMessage{
		Program: 1 << 63, Source: "module.exports = 1", WithSource: true, Map: []byte("{}"),
		Packages: 1 << 62, PackagesText: []byte("exports"), WithPackages: true, Payload: []byte(`{"user":{}}`),
		Secrets: map[string]string{"A": "1", "B": ""}, Meta: map[string]string{"m": "ü"},
		Trigger: scripts.PostUserRegistration, RequestID: "evt_1", WantAnswer: true, NoEval: true,
		Limits: runtime.Limits{Wall: time.Second, JS: time.Minute, ConsoleBytes: 1, ResultBytes: 2, CallDepth: 3}, Grace: time.Hour,
	}
	f := through(t, FromParent, func(w *Writer) error { return w.WriteRun(7, sent) })
	got, err := ParseRun(f)
	require.NoError(t, err)
	require.Equal(t, sent, got)
	require.EqualValues(t, 7, f.ID)

	sent.WithSource, sent.WithPackages, sent.Secrets, sent.Meta = false, false, nil, nil
	got, err = ParseRun(through(t, FromParent, func(w *Writer) error { return w.WriteRun(7, sent) }))
	require.NoError(t, err)
	require.Empty(t, got.Source)
	require.Nil(t, got.Map)
	require.Nil(t, got.PackagesText)
	require.Equal(t, sent.Packages, got.Packages)
	require.Nil(t, got.Secrets)
}

func TestARecordArrivesAsSent(t *testing.T) {
	t.Parallel()
	at, text := 1.5, "socket hang up"
	sent := scripts.Attempted{
		Kind: scripts.KindRule, Outcome: scripts.OutcomeThrew, Result: json.RawMessage(`{"a": 1}`), AnsweredMS: &at, DurationMS: 2,
		Error:    &scripts.ScriptError{Name: "Error", Message: "m", Line: 1, Props: map[string]json.RawMessage{"code": json.RawMessage(`"E"`)}},
		Warnings: []string{"w"}, Console: []scripts.ConsoleLine{{AtMS: 1, Level: "log", Text: "ü"}},
		Requests: []scripts.Request{{Method: "GET", URL: "http://x/", Error: &text}},
	}
	got, err := ParseRecord(through(t, FromWorker, func(w *Writer) error { return w.WriteRecord(Done, 1, sent) }))
	require.NoError(t, err)
	require.Equal(t, sent, got)
}

func TestAsksArriveAsSent(t *testing.T) {
	t.Parallel()
	for _, sent := range []*scripts.DocumentChange{nil, {Force: true}, {ETag: "e", Data: json.RawMessage(`{}`)}} {
		got, err := ParseAsk(through(t, FromWorker, func(w *Writer) error { return w.WriteAsk(1, sent) }))
		require.NoError(t, err)
		require.Equal(t, sent, got)
	}
	for _, sent := range []Tell{{}, {Error: "no"}, {Changed: true, Document: scripts.Document{Data: json.RawMessage(`1`)}}} {
		got, err := ParseTold(through(t, FromParent, func(w *Writer) error { return w.WriteTold(1, sent) }))
		require.NoError(t, err)
		require.Equal(t, sent, got)
	}
	_, err := ParseAsk(Frame{Sections: [][]byte{{1, 2}, nil}})
	require.ErrorIs(t, err, ErrProtocol)
	large := &scripts.DocumentChange{Data: make([]byte, scripts.MaxDocumentBytes+2<<10)}
	require.ErrorIs(t, NewWriter(io.Discard).WriteAsk(1, large), ErrTooLarge)
}

func TestHelloMustMatch(t *testing.T) {
	t.Parallel()
	f := through(t, FromWorker, func(w *Writer) error { return w.WriteHello("b1") })
	require.NoError(t, CheckHello(f, "b1"))
	require.ErrorIs(t, CheckHello(f, "b2"), ErrProtocol)
	require.ErrorIs(t, CheckHello(Frame{Type: Done, Sections: f.Sections}, "b1"), ErrProtocol)
	require.ErrorIs(t, CheckHello(Frame{Type: Hello, Sections: [][]byte{[]byte("HKL")}}, "b1"), ErrProtocol)
}

func TestDialMessagesArriveAsSent(t *testing.T) {
	t.Parallel()
	request := DialRequest{ID: 1, Port: 443, Host: "example.com"}
	gotRequest, err := ParseDialRequest(request.Append(nil))
	require.NoError(t, err)
	require.Equal(t, request, gotRequest)
	request.Record = "MX"
	gotRequest, err = ParseDialRequest(request.Append(nil))
	require.NoError(t, err)
	require.Equal(t, request, gotRequest)
	records := DialResponse{ID: 1, Records: []string{"10 mail.example", ""}}
	gotRecords, err := ParseDialResponse(records.Append(nil))
	require.NoError(t, err)
	require.Equal(t, records, gotRecords)
	records.Records = []string{"small", strings.Repeat("x", MaxDialMessage)}
	require.Less(t, len(records.Append(nil)), 100, "what does not fit is left out")
	response := DialResponse{ID: 1, Code: "EACCES", Message: "no"}
	gotResponse, err := ParseDialResponse(response.Append(nil))
	require.NoError(t, err)
	require.Equal(t, response, gotResponse)
	_, err = ParseDialRequest([]byte{1, 2, 3})
	require.ErrorIs(t, err, ErrProtocol)
	_, err = ParseDialRequest(make([]byte, MaxDialMessage+1))
	require.ErrorIs(t, err, ErrProtocol)
	_, err = ParseDialResponse(append(response.Append(nil), 0))
	require.ErrorIs(t, err, ErrProtocol)
}

func TestWhatIsNoFrameIsAViolation(t *testing.T) {
	t.Parallel()
	for name, bytes := range map[string][]byte{
		"unknown type":        frame(99, 0),
		"type zero":           frame(0, 0),
		"wrong direction":     frame(Run, 0),
		"too long":            frame(NeedSource, 1),
		"far too long":        frame(Done, 1<<32-1),
		"no sections":         frame(Hello, 0),
		"section too long":    frame(Hello, 4, 1, 0, 0, 0),
		"bytes after section": frame(Hello, 5, 0, 0, 0, 0, 0),
		"reserved":            {0, 0, 0, 0, byte(NeedSource), 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0},
		"http":                []byte("HTTP/1.1 200 OK\r\n\r\n"),
	} {
		_, err := reader(bytes).Read()
		require.ErrorIs(t, err, ErrProtocol, name)
	}
	_, err := reader(nil).Read()
	require.Equal(t, io.EOF, err)
	for _, cut := range [][]byte{{1, 2, 3}, frame(Hello, 4, 0)} {
		_, err := reader(cut).Read()
		require.ErrorIs(t, err, io.ErrUnexpectedEOF)
	}
}

func TestRecordsAreReadStrictly(t *testing.T) {
	t.Parallel()
	head := append(appendFloat(appendFloat(appendString(appendString(nil, "threw"), "hook"), 1), 1), 0)
	read := func(head []byte, rest string) error {
		_, err := ParseRecord(Frame{Type: Done, Sections: [][]byte{head, nil, []byte(rest)}})
		return err
	}
	require.NoError(t, read(head, ""))
	require.NoError(t, read(head, `{"duration_ms":0,"js_ms":0}`))
	for _, rest := range []string{`{`, `[]`, `{"console":1}`, `{"secret":1}`, `{"outcome":"threw"}`, `{"duration_ms":1}`,
		`{"result":{}}`, "{\"warnings\":[\"\xff\"]}", `{} {}`, `{"Warnings":[]}`} {
		require.ErrorIs(t, read(head, rest), ErrProtocol, rest)
	}
	for name, head := range map[string][]byte{
		"empty": nil, "cut": head[:len(head)-1], "longer": append(head[:len(head):len(head)], 1),
		"answered, but not when": append(head[:len(head)-1:len(head)-1], 2),
	} {
		require.ErrorIs(t, read(head, ""), ErrProtocol, name)
	}
}

func TestWriterRefusesWhatTheReaderWould(t *testing.T) {
	t.Parallel()
	var out bytes.Buffer
	w := NewWriter(&out)
	require.ErrorIs(t, w.Write(Hello, 1, make([]byte, 1<<10+1)), ErrTooLarge)
	require.Zero(t, out.Len())
	require.NoError(t, w.Write(Hello, 1, make([]byte, 1<<10)))
	_, err := reader(out.Bytes()).Read()
	require.NoError(t, err)
}

func TestWritersThatMeetAllArrive(t *testing.T) {
	t.Parallel()
	ours, theirs := net.Pipe()
	defer ours.Close()
	defer theirs.Close()
	const n = 200
	w, r := NewWriter(ours), NewReader(theirs, FromWorker)
	var group sync.WaitGroup
	for i := range n {
		group.Go(func() { require.NoError(t, w.Write(Hello, uint64(i), fmt.Append(nil, i))) })
	}
	seen := map[uint64]bool{}
	for range n {
		f, err := r.Read()
		require.NoError(t, err)
		require.Equal(t, fmt.Sprint(f.ID), string(f.Sections[0]))
		seen[f.ID] = true
	}
	require.Len(t, seen, n)
	group.Wait()
}

// FuzzFromWorker is the parent's side: whatever comes, it ends in frames or an error.
func FuzzFromWorker(f *testing.F) {
	f.Add(frame(Hello, 4, 0, 0, 0, 0))
	var out bytes.Buffer
	w := NewWriter(&out)
	_ = w.WriteHello("b")
	_ = w.WriteRecord(Done, 1, scripts.Attempted{Outcome: scripts.OutcomeThrew, Result: json.RawMessage(`1`)})
	f.Add(out.Bytes())
	f.Fuzz(func(t *testing.T, input []byte) {
		r := reader(input)
		for {
			frame, err := r.Read()
			if err != nil {
				require.True(t, errors.Is(err, ErrProtocol) || errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF), err)
				return
			}
			switch frame.Type {
			case Hello:
				_ = CheckHello(frame, "b")
			case Answer, Done:
				_, _ = ParseRecord(frame)
			}
		}
	})
}

// FuzzDial is both sides of the dial socket.
func FuzzDial(f *testing.F) {
	f.Add(DialRequest{ID: 1, Port: 443, Host: "example.com"}.Append(nil))
	f.Add([]byte("\x01\x00\x00\x00\x00\x00\x00\x80\x00")) // the empty record in two bytes
	f.Add(DialResponse{ID: 1, Code: "EACCES", Message: "no"}.Append(nil))
	f.Fuzz(func(t *testing.T, input []byte) {
		if r, err := ParseDialRequest(input); err == nil {
			require.Equal(t, input, r.Append(nil))
		}
		_, _ = ParseDialResponse(input)
	})
}

// FuzzRun is the worker's side.
func FuzzRun(f *testing.F) {
	m := RunMessage{WithSource: true, WithPackages: true, Secrets: map[string]string{"A": "b"}, Meta: map[string]string{"c": "d"}}
	m.Program, m.Trigger = 1, scripts.PostUserRegistration
	var out bytes.Buffer
	require.NoError(f, NewWriter(&out).WriteRun(1, m))
	run, err := NewReader(&out, FromParent).Read()
	require.NoError(f, err)
	f.Add(run.Sections[0], run.Sections[5])
	f.Fuzz(func(t *testing.T, head, texts []byte) {
		_, _ = ParseRun(Frame{Type: Run, Sections: [][]byte{head, nil, nil, nil, nil, texts}})
	})
}

func through(t *testing.T, d Direction, write func(*Writer) error) Frame {
	var out bytes.Buffer
	require.NoError(t, write(NewWriter(&out)))
	f, err := NewReader(&out, d).Read()
	require.NoError(t, err)
	return f
}

func reader(input []byte) *Reader { return NewReader(bytes.NewReader(input), FromWorker) }

func frame(t Type, length uint32, body ...byte) []byte {
	var b [headerSize]byte
	binary.LittleEndian.PutUint32(b[:], length)
	b[4] = byte(t)
	return append(b[:], body...)
}
