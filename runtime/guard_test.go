package runtime_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/hookline/hookline/runtime"
	"github.com/hookline/hookline/scripts"
)

// Each expression would hang or kill the process.
var oversized = map[string]string{
	"repeat":               `'x'.repeat(2 ** 30)`,
	"repeat of a number":   `'x'.repeat(1e300)`,
	"repeat by its name":   `'x'['repeat'](2 ** 40)`,
	"padStart":             `''.padStart(2 ** 53)`,
	"padEnd":               `''.padEnd(Infinity)`,
	"join":                 `Array(2 ** 32 - 1).join('x')`,
	"join of few":          `Array(100).join('x'.repeat(1e6))`,
	"array as text":        `'' + Array(2 ** 32 - 1)`,
	"fill":                 `Array(1e9).fill(0)`,
	"from":                 `Array.from({ length: 1e8 })`,
	"concat":               `[].concat(Array(1e9), [1])`,
	"indexOf":              `[].indexOf.call({ length: 2 ** 53 - 1 }, 1)`,
	"includes":             `[].includes.call({ length: 2 ** 53 - 1 }, 1)`,
	"forEach over holes":   `Array(2 ** 32 - 1).forEach(x => x)`,
	"sort":                 `Array(3e7).sort()`,
	"reverse":              `[].reverse.call({ length: 2 ** 53 - 1 })`,
	"ArrayBuffer":          `new ArrayBuffer(8e9)`,
	"Uint8Array":           `new Uint8Array(8e9)`,
	"Float64Array":         `new Float64Array(1e8)`,
	"Float64Array of":      `new Float64Array({ length: 1e8 })`,
	"Uint8Array.from":      `Uint8Array.from({ length: 1e9 })`,
	"subclass":             `new (class extends Uint8Array {})(8e9)`,
	"Reflect.construct":    `Reflect.construct(Uint8Array, [8e9])`,
	"Math.max.apply":       `Math.max.apply(null, { length: 2 ** 31 })`,
	"fromCharCode.apply":   `String.fromCharCode.apply(null, { length: 2 ** 31 })`,
	"Reflect.apply":        `Reflect.apply(Math.max, null, { length: 2 ** 31 })`,
	"JSON.parse":           `JSON.parse('['.repeat(1e6))`,
	"split":                `'x'.repeat(4e6).split('')`,
	"split by a character": `'x'.repeat(4e6).split('x')`,
	"replaceAll":           `'x'.repeat(1e6).replaceAll('x', 'y'.repeat(1e3))`,
	"BigInt":               `BigInt('9'.repeat(1e7))`,
	"without RangeError":   `(RangeError = undefined, 'x'.repeat(2 ** 30))`,
}

func TestOversizedCallsThrow(t *testing.T) {
	t.Parallel()
	for name, expression := range oversized {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			got := runScript(t.Context(), t, `module.exports = function (user, context, cb) {
				try { `+expression+`; cb(null, 'went through'); } catch (e) { cb(null, e.name + ': ' + e.message); }
			};`, runtime.Input{Limits: runtime.Limits{JS: 20 * time.Second}}) // a busy machine is no reason to fail
			require.Equal(t, scripts.OutcomeReturned, got.Outcome, got.Error)
			require.Regexp(t, `^"(Range|Type)Error: .*; the limit is \d+"`, string(got.Result))
		})
	}
}

// What honest scripts can see of a guarded built-in is what they see of any.
var unchanged = map[string]string{
	"calls":             `['ab'.repeat(2), 'a'.padEnd(3, '-'), [1, 2].join(), [1, [2]].concat(3).length, [3, 1, 2].sort().join('')]`,
	"names":             `['repeat', 'padStart', 'split'].map(n => ''[n].name + ''[n].length)`,
	"lengths":           `[[].join.length, [].indexOf.length, [].concat.length, Array.from.length, JSON.parse.length]`,
	"attributes":        `JSON.stringify(Object.getOwnPropertyDescriptor(String.prototype, 'repeat'))`,
	"enumeration":       `(() => { var seen = []; for (var k in [].concat('')) seen.push(k); return seen; })()`,
	"not a constructor": `(() => { try { new ''.repeat(1) } catch (e) { return e.name } })()`,
	"receivers":         `[Array.prototype.join.call('abc', '-'), [].map.call('ab', c => c + c)]`,
	"wrong receivers":   `(() => { try { ''.repeat.call(null, 1) } catch (e) { return e.name } })()`,
	"wrong counts":      `(() => { try { 'x'.repeat(-1) } catch (e) { return e.name } })()`,
	"text of functions": `String(''.repeat).replace(/\s/g, '')`,
	"typed arrays": `(() => { var a = new Uint8Array([1, 2, 3]), b = a.map(x => x * 2).subarray(1);
		return [a instanceof Uint8Array, a.constructor === Uint8Array, b.constructor === Uint8Array, Array.from(b), Uint8Array.name,
			Uint8Array.length, Uint8Array.BYTES_PER_ELEMENT, Object.prototype.toString.call(a), new Uint8Array(a.buffer, 1).length,
			Uint8Array.of(7)[0], Object.getPrototypeOf(Uint8Array).name, ArrayBuffer.isView(a)]; })()`,
	"subclasses": `(() => { class B extends Uint8Array { sum() { return this.reduce((a, b) => a + b, 0) } }
		var b = new B(3).fill(2); return [b instanceof B, b instanceof Uint8Array, b.sum(), b.length, b.slice(1) instanceof B]; })()`,
	"buffers":     `(() => { var b = Buffer.from('héllo'); return [b instanceof Uint8Array, b.toString('base64'), Buffer.concat([b, b]).length, new Uint8Array(b).length, Buffer.isBuffer(b.slice(1))] })()`,
	"apply":       `[Math.max.apply(null, [1, 3, 2]), String.fromCharCode.apply(null, new Uint8Array([72, 105])), Reflect.apply(Math.max, null, [1, 2]), (function () { return arguments.length }).apply(this)]`,
	"BigInt":      `[String(BigInt('12')), typeof BigInt(1), BigInt.asUintN(8, 257n) === 1n, Object(1n) instanceof BigInt, BigInt.name, BigInt.length]`,
	"JSON":        `[JSON.parse('{"a":[1,"]["]}').a[1], JSON.parse('[1]', (k, v) => v)[0]]`,
	"from":        `[Array.from('ab'), Array.from(new Set([1])), Array.from({ length: 2 }, (_, i) => i), Array.from(new Map([[1, 2]]).keys())]`,
	"species":     `(() => { class A extends Array {} var a = A.from([1, 2]); return [a instanceof A, a.map(x => x) instanceof A, a.concat(1) instanceof A] })()`,
	"overwriting": `(() => { var old = String.prototype.repeat; String.prototype.repeat = function () { return 'mine' }; var r = 'x'.repeat(2); String.prototype.repeat = old; return [r, 'x'.repeat(2)]; })()`,
}

// TestGuardsDoNotShow compares with what the same expression gives unguarded: names
// that come with the run are not in the source.
func TestGuardsDoNotShow(t *testing.T) {
	t.Parallel()
	for name, expression := range unchanged {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			guarded := runScript(t.Context(), t, `module.exports = function (user, context, cb) { cb(null, `+expression+`); };`, runtime.Input{})
			require.Equal(t, scripts.OutcomeReturned, guarded.Outcome, guarded.Error)
			in := runtime.Input{Meta: map[string]string{"code": "(" + expression + ")"}}
			plain := runScript(t.Context(), t, `module.exports = function (user, context, cb) { cb(null, (0, eval)(context.webtask.meta.code)); };`, in)
			require.Equal(t, scripts.OutcomeReturned, plain.Outcome, plain.Error)
			require.JSONEq(t, string(plain.Result), string(guarded.Result))
		})
	}
}

// BenchmarkGuards is a hook that uses some guarded built-ins, as hooks do.
func BenchmarkGuards(b *testing.B) {
	program, err := runtime.Compile(`module.exports = function (user, context, cb) {
		cb(null, { id: (user.email || '').split('@').map(function (s) { return s.trim(); }).join(' at ') });
	};`)
	require.NoError(b, err)
	engine := runtime.New(runtime.Config{})
	in := runtime.Input{Program: program, Trigger: scripts.PostUserRegistration, Payload: sample(b, scripts.PostUserRegistration)}
	b.ReportAllocs()
	for b.Loop() {
		if out := engine.Run(b.Context(), in); out.Outcome != scripts.OutcomeReturned {
			b.Fatal(out.Outcome)
		}
	}
}
