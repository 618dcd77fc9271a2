package node

import "github.com/dop251/goja"

// globals are the names that a script finds without requiring them, each with the
// module and the export that answers it (the module itself if empty). They are
// resolved when first used.
var globals = map[string]struct{ module, export string }{
	"AbortController":                  {"internal/abort", "AbortController"},
	"AbortSignal":                      {"internal/abort", "AbortSignal"},
	"Atomics":                          {"internal/shared", "Atomics"},
	"Blob":                             {"internal/blob", "Blob"},
	"BroadcastChannel":                 {"internal/message", "BroadcastChannel"},
	"Buffer":                           {"buffer", "Buffer"},
	"ByteLengthQueuingStrategy":        {"stream/web", "ByteLengthQueuingStrategy"},
	"CompressionStream":                {"stream/web", "CompressionStream"},
	"CountQueuingStrategy":             {"stream/web", "CountQueuingStrategy"},
	"Crypto":                           {"internal/crypto/webcrypto", "Crypto"},
	"CryptoKey":                        {"internal/crypto/crypto-key", "CryptoKey"},
	"CustomEvent":                      {"internal/custom-event", "CustomEvent"},
	"DOMException":                     {"internal/dom-exception", "DOMException"},
	"DecompressionStream":              {"stream/web", "DecompressionStream"},
	"Event":                            {"internal/event-target", "Event"},
	"EventTarget":                      {"internal/event-target", "EventTarget"},
	"File":                             {"internal/blob", "File"},
	"FinalizationRegistry":             {"internal/weak", "FinalizationRegistry"},
	"FormData":                         {"internal/fetch/form-data", "FormData"},
	"Headers":                          {"internal/fetch/headers", "Headers"},
	"Intl":                             {"internal/intl", "Intl"},
	"MessageChannel":                   {"internal/message", "MessageChannel"},
	"MessageEvent":                     {"internal/message", "MessageEvent"},
	"MessagePort":                      {"internal/message", "MessagePort"},
	"Performance":                      {"internal/performance", "Performance"},
	"PerformanceEntry":                 {"internal/performance", "PerformanceEntry"},
	"PerformanceMark":                  {"internal/performance", "PerformanceMark"},
	"PerformanceMeasure":               {"internal/performance", "PerformanceMeasure"},
	"PerformanceObserver":              {"internal/performance", "PerformanceObserver"},
	"PerformanceObserverEntryList":     {"internal/performance", "PerformanceObserverEntryList"},
	"PerformanceResourceTiming":        {"internal/performance", "PerformanceResourceTiming"},
	"ReadableByteStreamController":     {"stream/web", "ReadableByteStreamController"},
	"ReadableStream":                   {"stream/web", "ReadableStream"},
	"ReadableStreamBYOBReader":         {"stream/web", "ReadableStreamBYOBReader"},
	"ReadableStreamBYOBRequest":        {"stream/web", "ReadableStreamBYOBRequest"},
	"ReadableStreamDefaultController":  {"stream/web", "ReadableStreamDefaultController"},
	"ReadableStreamDefaultReader":      {"stream/web", "ReadableStreamDefaultReader"},
	"Request":                          {"internal/fetch/request", "Request"},
	"Response":                         {"internal/fetch/response", "Response"},
	"SharedArrayBuffer":                {"internal/shared", "SharedArrayBuffer"},
	"SubtleCrypto":                     {"internal/crypto/webcrypto", "SubtleCrypto"},
	"TextDecoder":                      {"internal/encoding", "TextDecoder"},
	"TextDecoderStream":                {"stream/web", "TextDecoderStream"},
	"TextEncoder":                      {"internal/encoding", "TextEncoder"},
	"TextEncoderStream":                {"stream/web", "TextEncoderStream"},
	"TransformStream":                  {"stream/web", "TransformStream"},
	"TransformStreamDefaultController": {"stream/web", "TransformStreamDefaultController"},
	"URL":                              {"internal/url", "URL"},
	"URLSearchParams":                  {"internal/url", "URLSearchParams"},
	"WeakRef":                          {"internal/weak", "WeakRef"},
	"WebAssembly":                      {"internal/webassembly", "WebAssembly"},
	"WritableStream":                   {"stream/web", "WritableStream"},
	"WritableStreamDefaultController":  {"stream/web", "WritableStreamDefaultController"},
	"WritableStreamDefaultWriter":      {"stream/web", "WritableStreamDefaultWriter"},
	"atob":                             {"internal/base64", "atob"},
	"btoa":                             {"internal/base64", "btoa"},
	"clearImmediate":                   {"timers", "clearImmediate"},
	"clearInterval":                    {"timers", "clearInterval"},
	"clearTimeout":                     {"timers", "clearTimeout"},
	"console":                          {"console", ""},
	"crypto":                           {"internal/crypto/webcrypto", "crypto"},
	"fetch":                            {"internal/fetch/fetch", "fetch"},
	"performance":                      {"internal/performance", "performance"},
	"process":                          {"process", ""},
	"queueMicrotask":                   {"internal/microtask", "queueMicrotask"},
	"setImmediate":                     {"timers", "setImmediate"},
	"setInterval":                      {"timers", "setInterval"},
	"setTimeout":                       {"timers", "setTimeout"},
	"structuredClone":                  {"internal/structured-clone", "structuredClone"},
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
