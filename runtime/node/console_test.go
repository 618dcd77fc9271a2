package node

import (
	"strings"
	"testing"

	"github.com/dop251/goja"
	"github.com/stretchr/testify/require"
)

// consoleOf runs a script and returns what it printed, each line behind its level.
func consoleOf(t *testing.T, source string) []string {
	t.Helper()
	m := newMachine(t, nil)
	defer m.end()
	var lines []string
	m.realm.Console = func(level, text string) { lines = append(lines, level+": "+text) }
	m.realm.Warn = func(text string) { lines = append(lines, "remark: "+text) }
	m.run(t, source)
	m.realm.Wait()
	for _, err := range m.uncaught {
		lines = append(lines, "uncaught: "+err.Error())
	}
	return lines
}

func TestConsole(t *testing.T) {
	t.Parallel()
	for source, want := range map[string][]string{
		`console.log('a', 1, true, null, undefined, -0, 10n, 0.5)`: {"log: a 1 true null undefined -0 10n 0.5"},
		`console.log()`: {"log: "},
		`console.log('100%'); console.log('100%', 1); console.log('%s!', 'hi')`: {"log: 100%", "log: 100% 1", "log: hi!"},
		`console.info(1); console.debug(2); console.warn(3); console.error(4)`:  {"info: 1", "debug: 2", "warn: 3", "error: 4"},
		`console.log({a: 1}, [2], 'x')`:                                         {"log: { a: 1 } [ 2 ] x"},
		`const {log} = console; log('detached')`:                                {"log: detached"},
		`console.log = (x) => console.info('mine', x); console.log(1)`:          {"info: mine 1"},
		`console.log('\u00e4\ud83d\ude00\ud800')`:                               {"log: ä😀\ufffd"},
		`console.group('g', 1); console.log('a\nb'); console.group(); console.warn('c'); console.groupEnd(); console.groupEnd(); console.groupEnd(); console.log('d')`: {
			"log: g 1", "log:   a\n  b", "warn:     c", "log: d"},
		`console.count(); console.count('x'); console.count(); console.countReset(); console.count(); console.countReset('nope')`: {
			"log: default: 1", "log: x: 1", "log: default: 2", "log: default: 1", "remark: Count for 'nope' does not exist"},
		`console.assert(true, 'no'); console.assert(false); console.assert(0, 'a %s', 'b'); console.assert(false, {a: 1})`: {
			"warn: Assertion failed", "warn: Assertion failed: a b", "warn: Assertion failed { a: 1 }"},
		`console.dir({a: {b: {c: {d: 1}}}}, {depth: 0}); console.dir('text'); console.dirxml({a: 1}, 2)`: {
			"log: { a: [Object] }", "log: 'text'", "log: { a: 1 } 2"},
		`console.timeEnd('t'); console.timeLog()`: {
			"remark: No such label 't' for console.timeEnd()", "remark: No such label 'default' for console.timeLog()"},
		`console.table([{a: 1, b: 'x'}, {a: 2, c: true}]); console.table(5)`: {"log: " + strings.Join([]string{
			"┌─────────┬───┬─────┬──────┐",
			"│ (index) │ a │  b  │  c   │",
			"├─────────┼───┼─────┼──────┤",
			"│    0    │ 1 │ 'x' │      │",
			"│    1    │ 2 │     │ true │",
			"└─────────┴───┴─────┴──────┘"}, "\n"), "log: 5"},
		`console.table([[1, 2], [3, 4]], ['1'])`: {"log: " + strings.Join([]string{
			"┌─────────┬───┐",
			"│ (index) │ 1 │",
			"├─────────┼───┤",
			"│    0    │ 2 │",
			"│    1    │ 4 │",
			"└─────────┴───┘"}, "\n")},
		`process.stdout.write('a'); process.stdout.write('b\nc\n'); process.stderr.write(new Uint8Array([100])); process.stdout.write('e')`: {
			"log: ab", "log: c", "log: e", "error: d"},
		`process.stdout.write('x', () => console.log('told'))`: {"log: told", "log: x"},
		`process.emitWarning('w'); process.emitWarning('d', 'DeprecationWarning', 'D1'); process.emitWarning(new TypeError('t'))`: {
			"remark: Warning: w", "remark: [D1] DeprecationWarning: d", "remark: TypeError: t"},
		`require('util').deprecate(() => {}, 'old', 'DEP9')(); setTimeout(() => {}, 2**31).unref()`: {
			"remark: [DEP9] DeprecationWarning: old",
			"remark: TimeoutOverflowWarning: 2147483648 does not fit into a 32-bit signed integer. Timeout duration was set to 1."},
		"function f() { return new Error('boom') }\nconsole.log(f())": {"log: Error: boom\n    at f (test.js:1:23)\n    at test.js:2:14"},
		"console.log('failed:', (() => { try { undefined.x } catch (e) { return e.stack } })())": {
			"log: failed: TypeError: Cannot read property 'x' of undefined\n    at test.js:1:49\n    at test.js:1:84"},
		`queueMicrotask(() => { throw new Error('uncaught') }); Promise.resolve().then(() => console.log('goes on'))`: {
			"log: goes on", "uncaught: Error: uncaught at test.js:1:30(3)"},
	} {
		t.Run("", func(t *testing.T) {
			t.Parallel()
			require.Equal(t, want, consoleOf(t, source), source)
		})
	}
}

// Printing is what a hook does when something is wrong, with whatever it has at hand.
func TestConsoleIsSafe(t *testing.T) {
	t.Parallel()
	for source, want := range map[string]string{
		`console.log({ get secret() { console.log('the getter ran') } })`:                                                               "log: { secret: [Getter] }",
		`const a = { b: [] }; a.b.push(a); console.log(a)`:                                                                              "log: <ref *1> { b: [ [Circular *1] ] }",
		`const bad = () => { throw new Error('trap') }; console.log(new Proxy({a: 1}, new Proxy({}, { get: bad })))`:                    "log: { a: 1 }",
		`const r = Proxy.revocable({}, {}); r.revoke(); console.log(r.proxy)`:                                                           "log: <Revoked Proxy>",
		`console.log({ toString() { throw 1 }, valueOf() { throw 2 }, toJSON() { throw 3 } })`:                                          "log: {\n  toString: [Function: toString],\n  valueOf: [Function: valueOf],\n  toJSON: [Function: toJSON]\n}",
		`console.log(Object.create(null, { constructor: { get() { throw 1 } } }))`:                                                      "log: [Object: null prototype] {}",
		`Object.prototype.toString = Array.prototype.map = String.prototype.replace = () => { throw 1 }; console.log({ a: ['x'] })`:     "log: { a: [ 'x' ] }",
		`console.log(Promise.resolve(1))`:                                                                                               "log: Promise { 1 }",
		`let deep = {}; for (let i = 0; i < 1e5; i++) deep = { deep }; console.log(deep)`:                                               "log: { deep: { deep: { deep: [Object] } } }",
		`console.log(Array(1e5).fill(7).map(String).length, [Array(1e5).fill(7)].map((x) => require('util').inspect(x).length < 1000))`: "log: 100000 [ true ]",
		`console.log(['x'.repeat(1e6)].map((x) => require('util').inspect({ x }).length < 10100))`:                                      "log: [ true ]",
	} {
		t.Run("", func(t *testing.T) {
			t.Parallel()
			require.Equal(t, []string{want}, consoleOf(t, source), source)
		})
	}
}

func TestThrowingInspectorIsTheScripts(t *testing.T) {
	t.Parallel()
	m := newMachine(t, nil)
	defer m.end()
	_, err := m.vm.RunString(`console.log({ [Symbol.for('nodejs.util.inspect.custom')]() { throw new Error('own') } })`)
	require.ErrorContains(t, err, "own")
}

func TestConsoleTextIsBounded(t *testing.T) {
	t.Parallel()
	lines := consoleOf(t, `for (let i = 0; i < 60; i++) console.group(); console.log('\n'.repeat(5e6))`)
	require.Len(t, lines, 1)
	require.Less(t, len(lines[0]), 110<<20)
}

func TestPendingTimersAreBounded(t *testing.T) {
	t.Parallel()
	require.Equal(t, []string{"log: RangeError too many timers are pending; the limit of a run is 10000 10000"}, consoleOf(t, `
		let n = 0;
		const all = [];
		try { for (;;) { all.push(n % 2 ? setTimeout(() => {}, 1e6) : setImmediate(() => {})); n++; } }
		catch (e) { console.log(e.name, e.message, n); }
		for (const x of all) clearTimeout(x);
		setTimeout(() => {}, 1); // there is room again`))
}

func TestProcessHasNothingOfTheHost(t *testing.T) {
	t.Setenv("HOOKLINE_TEST_SECRET", "visible")
	require.Equal(t, []string{`log: {} / [] 1`}, consoleOf(t, `console.log(process.env, process.cwd(), process.argv, process.pid)`))
	for _, call := range []string{"exit(0)", "abort()", "kill(1)", "chdir('/tmp')", "reallyExit(0)", "dlopen({}, '/x')", "binding('no such')"} {
		lines := consoleOf(t, `try { process.`+call+` } catch (e) { console.log(e.message) }`)
		require.Len(t, lines, 1)
		require.Regexp(t, `does not exist here|No such module|No such binding`, lines[0])
	}
}

func BenchmarkFreshVM(b *testing.B) {
	for name, source := range map[string]string{
		"empty":               ``,
		"console.log text":    `console.log('hobby', 1)`,
		"console.log object":  `console.log({ a: 1 })`,
		"console.log 2 texts": `console.log('hobby', 1); console.log('hobby', 1)`,
		"setTimeout":          `clearTimeout(setTimeout(function () {}, 1))`,
		"process.env":         `process.env.A = 1`,
		"process.nextTick":    `process.nextTick(function () {})`,
		"queueMicrotask":      `queueMicrotask(function () {})`,
		"require util":        `require('util')`,
	} {
		program := goja.MustCompile("bench.js", source, false)
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				m := newMachine(b, nil)
				if _, err := m.vm.RunProgram(program); err != nil {
					b.Fatal(err)
				}
				m.end()
			}
		})
	}
}

// Plain data is formatted without the inspector, and must look the same.
func TestPlainIsTheInspectors(t *testing.T) {
	t.Parallel()
	lines := consoleOf(t, `
		let seed = 7;
		const pick = (list) => list[(seed = (seed * 1103515245 + 12345) % 2147483648) % list.length];
		const texts = ['', 'a', 'it\'s', '"q"', 'both \' and "', 'line\nbreak', 'ü', '😀', 'back\\slash', 'x'.repeat(30), 'y'.repeat(75), 'word '.repeat(12)];
		const keys = ['a', 'name', 'user_metadata', 'b-c', '7', 'ключ', 'constructor', "it's", 'a_rather_long_name_of_a_member'];
		function any(depth) {
			const kind = pick([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
			if (depth > 4 || kind < 5) return pick([...texts, 0, -0, 1.5, -7, 1e21, NaN, true, false, null, undefined, 10n, ...texts]);
			if (kind < 6 && depth > 0) return new (pick([Error, TypeError, class Own extends Error {}]))(pick(texts));
			if (kind < 7) return Array.from({ length: pick([0, 1, 2, 3, 6, 7]) }, () => any(depth + 1));
			return Object.fromEntries(Array.from({ length: pick([0, 1, 2, 3, 5, 8]) }, () => [pick(keys), any(depth + 1)]));
		}
		const { inspect } = require('util');
		let printed;
		const { log } = console;
		let objects = 0;
		for (let i = 0; i < 3000; i++) {
			const value = any(0);
			if (value === null || typeof value !== 'object') continue;
			objects++;
			log(value);
			log(inspect(value));
		}
		log(objects > 1000);`)
	require.Equal(t, "log: true", lines[len(lines)-1])
	for i := 0; i+1 < len(lines); i += 2 {
		require.Equal(t, lines[i+1], lines[i])
	}
}
