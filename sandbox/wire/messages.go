package wire

import (
	"encoding/binary"
	"time"

	"github.com/hookline/hookline/runtime"
	"github.com/hookline/hookline/scripts"
)

const magic = "HKLN"

// WriteHello says who is there. build must be the same on both sides.
func (w *Writer) WriteHello(build string) error {
	return w.Write(Hello, 0, appendString(appendInt([]byte(magic), Version), build))
}

// CheckHello checks the worker's first frame.
func CheckHello(f Frame, build string) error {
	if f.Type != Hello || f.ID != 0 || len(f.Sections[0]) < len(magic) || string(f.Sections[0][:len(magic)]) != magic {
		return violation("no hello")
	}
	d := decoder{rest: f.Sections[0][len(magic):]}
	version, theirs := d.int(), d.string()
	if err := d.end("hello"); err != nil {
		return err
	}
	if version != Version || theirs != build {
		return violation("worker is build %q, version %d; want build %q, version %d", theirs, version, build, Version)
	}
	return nil
}

// Configuration is what all runs of a worker share.
type Configuration struct {
	// RootsPEM are the certificates that hooks trust.
	RootsPEM []byte
	// InsecureTLS lets scripts turn off the check of certificates.
	InsecureTLS bool
	// JS is the JavaScript time of every run.
	JS time.Duration
}

// WriteConfigure tells the worker.
func (w *Writer) WriteConfigure(c Configuration) error {
	return w.Write(Configure, 0, appendInt(appendInt(nil, flag(c.InsecureTLS)), int64(c.JS)), c.RootsPEM)
}

// ParseConfigure reads it.
func ParseConfigure(f Frame) (Configuration, error) {
	d := decoder{rest: f.Sections[0]}
	c := Configuration{RootsPEM: f.Sections[1], InsecureTLS: d.int()&1 != 0, JS: time.Duration(d.int())}
	return c, d.end("configuration")
}

// RunMessage is one run, as the worker is told of it.
type RunMessage struct {
	// Program stands for the source. The worker remembers programs by it.
	Program uint64
	// Source and Map are set the first time, and after NeedSource: runtime.Script.
	Source     string
	Map        []byte
	WithSource bool
	// Packages stands for the packages that the program uses; 0 is none. The worker
	// remembers them too. PackagesText is set as Source is.
	Packages     uint64
	PackagesText []byte
	WithPackages bool
	Payload      []byte
	Secrets      map[string]string
	Meta         map[string]string
	Trigger      scripts.TriggerID
	RequestID    string
	Limits       runtime.Limits
	// Grace is how much longer than its JavaScript time the run may take before it is Stuck.
	Grace time.Duration
	// WantAnswer asks for an Answer before Done.
	WantAnswer bool
	// NoEval switches eval and its like off.
	NoEval bool
}

// WriteRun sends a run.
func (w *Writer) WriteRun(id uint64, m RunMessage) error {
	head := make([]byte, 0, 256)
	head = binary.AppendUvarint(head, m.Program)
	head = binary.AppendUvarint(head, m.Packages)
	head = appendInt(head, flag(m.WithSource)|flag(m.WantAnswer)<<1|flag(m.NoEval)<<2|flag(m.WithPackages)<<3)
	head = appendString(head, string(m.Trigger))
	head = appendString(head, m.RequestID)
	head = appendInt(head, int64(m.Limits.Wall))
	head = appendInt(head, int64(m.Limits.JS))
	head = appendInt(head, int64(m.Grace))
	head = appendInt(head, int64(m.Limits.ConsoleBytes))
	head = appendInt(head, int64(m.Limits.ResultBytes))
	head = appendInt(head, int64(m.Limits.CallDepth))
	head = appendInt(head, int64(m.Limits.Requests))
	head = appendInt(head, int64(m.Limits.ResponseBytes))
	var source, sourceMap, packages []byte
	if m.WithSource {
		source, sourceMap = []byte(m.Source), m.Map
	}
	if m.WithPackages {
		packages = m.PackagesText
	}
	var texts []byte
	if len(m.Secrets)+len(m.Meta) > 0 {
		texts = appendStrings(appendStrings(nil, m.Secrets), m.Meta)
	}
	return w.Write(Run, id, head, source, sourceMap, packages, m.Payload, texts)
}

func flag(b bool) int64 {
	if b {
		return 1
	}
	return 0
}

// ParseRun reads a run.
func ParseRun(f Frame) (RunMessage, error) {
	d := decoder{rest: f.Sections[0]}
	m := RunMessage{Program: d.uint(), Packages: d.uint()}
	flags := d.int()
	m.WithSource, m.WantAnswer, m.NoEval, m.WithPackages = flags&1 != 0, flags&2 != 0, flags&4 != 0, flags&8 != 0
	m.Trigger = scripts.TriggerID(d.string())
	m.RequestID = d.string()
	m.Limits.Wall = time.Duration(d.int())
	m.Limits.JS = time.Duration(d.int())
	m.Grace = time.Duration(d.int())
	m.Limits.ConsoleBytes = int(d.int())
	m.Limits.ResultBytes = int(d.int())
	m.Limits.CallDepth = int(d.int())
	m.Limits.Requests = int(d.int())
	m.Limits.ResponseBytes = int(d.int())
	if err := d.end("run"); err != nil {
		return RunMessage{}, err
	}
	if m.WithSource {
		m.Source = string(f.Sections[1])
		if len(f.Sections[2]) > 0 {
			m.Map = f.Sections[2]
		}
	}
	if m.WithPackages {
		m.PackagesText = f.Sections[3]
	}
	m.Payload = f.Sections[4]
	if len(f.Sections[5]) == 0 {
		return m, nil
	}
	d = decoder{rest: f.Sections[5]}
	m.Secrets, m.Meta = d.strings(), d.strings()
	return m, d.end("run")
}
