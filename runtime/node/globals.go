package node

import "github.com/dop251/goja"

// globals are the names that a script finds without requiring them, each with the
// module and the export that answers it (the module itself if empty). They are
// resolved when first used.
var globals = map[string]struct{ module, export string }{
	"FinalizationRegistry":         {"internal/weak", "FinalizationRegistry"},
	"WeakRef":                      {"internal/weak", "WeakRef"},
	"AbortController":              {"internal/abort", "AbortController"},
	"AbortSignal":                  {"internal/abort", "AbortSignal"},
	"BroadcastChannel":             {"internal/message", "BroadcastChannel"},
	"Buffer":                       {"buffer", "Buffer"},
	"Crypto":                       {"internal/crypto/webcrypto", "Crypto"},
	"CustomEvent":                  {"internal/custom-event", "CustomEvent"},
	"DOMException":                 {"internal/dom-exception", "DOMException"},
	"Event":                        {"internal/event-target", "Event"},
	"EventTarget":                  {"internal/event-target", "EventTarget"},
	"Headers":                      {"internal/fetch/headers", "Headers"},
	"MessageChannel":               {"internal/message", "MessageChannel"},
	"MessageEvent":                 {"internal/message", "MessageEvent"},
	"MessagePort":                  {"internal/message", "MessagePort"},
	"Performance":                  {"internal/performance", "Performance"},
	"PerformanceEntry":             {"internal/performance", "PerformanceEntry"},
	"PerformanceMark":              {"internal/performance", "PerformanceMark"},
	"PerformanceMeasure":           {"internal/performance", "PerformanceMeasure"},
	"PerformanceObserver":          {"internal/performance", "PerformanceObserver"},
	"PerformanceObserverEntryList": {"internal/performance", "PerformanceObserverEntryList"},
	"PerformanceResourceTiming":    {"internal/performance", "PerformanceResourceTiming"},
	"Request":                      {"internal/fetch/request", "Request"},
	"Response":                     {"internal/fetch/response", "Response"},
	"SubtleCrypto":                 {"internal/crypto/webcrypto", "SubtleCrypto"},
	"TextDecoder":                  {"internal/encoding", "TextDecoder"},
	"TextEncoder":                  {"internal/encoding", "TextEncoder"},
	"URL":                          {"internal/url", "URL"},
	"URLSearchParams":              {"internal/url", "URLSearchParams"},
	"atob":                         {"internal/base64", "atob"},
	"btoa":                         {"internal/base64", "btoa"},
	"clearImmediate":               {"timers", "clearImmediate"},
	"clearInterval":                {"timers", "clearInterval"},
	"clearTimeout":                 {"timers", "clearTimeout"},
	"console":                      {"console", ""},
	"crypto":                       {"internal/crypto/webcrypto", "crypto"},
	"fetch":                        {"internal/fetch/fetch", "fetch"},
	"performance":                  {"internal/performance", "performance"},
	"process":                      {"process", ""},
	"queueMicrotask":               {"internal/microtask", "queueMicrotask"},
	"setImmediate":                 {"timers", "setImmediate"},
	"setInterval":                  {"timers", "setInterval"},
	"setTimeout":                   {"timers", "setTimeout"},
	"structuredClone":              {"internal/structured-clone", "structuredClone"},
}

// HasGlobal reports whether Global knows name.
func HasGlobal(name string) bool {
	_, ok := globals[name]
	return ok
}

// GlobalNames lists the globals, in no particular order.
func GlobalNames() []string {
	names := make([]string, 0, len(globals))
	for name := range globals {
		names = append(names, name)
	}
	return names
}

// Global resolves a global for the realm. An exception of its module is returned.
func (m *Modules) Global(name string) (goja.Value, error) {
	g := globals[name]
	value, err := m.load(g.module)
	if err != nil || g.export == "" {
		return value, err
	}
	return value.ToObject(m.realm.VM).Get(g.export), nil
}
