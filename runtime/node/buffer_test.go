package node

import (
	"testing"

	"github.com/dop251/goja"
	"github.com/stretchr/testify/require"
)

// evaluate runs an expression and returns it as a string, or the message thrown.
func evaluate(t *testing.T, expression string) string {
	t.Helper()
	m := newMachine(t, nil)
	defer m.end()
	m.run(t, "var answer; try { answer = String("+expression+") } catch (e) { answer = `${e.name} ${e.code}: ${e.message}` }")
	return m.vm.Get("answer").String()
}

func TestBufferLimits(t *testing.T) {
	t.Parallel()
	const size = `RangeError ERR_OUT_OF_RANGE: The value of "size" is out of range. It must be >= 0 && <= 67108864. Received `
	tests := map[string]string{
		`Buffer.alloc(64 * 2**20 + 1)`:                                       size + "67108865",
		`Buffer.alloc(2**40, 'x')`:                                           size + "1_099_511_627_776",
		`Buffer.alloc(-1)`:                                                   size + "-1",
		`Buffer.alloc(NaN)`:                                                  size + "NaN",
		`Buffer.allocUnsafe(1e9)`:                                            size + "1000000000",
		`new Buffer(1e9)`:                                                    size + "1000000000",
		`require('buffer').SlowBuffer(1e9)`:                                  size + "1000000000",
		`Buffer.from({ length: 1e9 })`:                                       size + "1000000000",
		`Buffer.concat(Array(3).fill(Buffer.alloc(32 * 2**20)))`:             size + "100663296",
		`Buffer.alloc(33 * 2**20).toString('hex').length`:                    "Error ERR_STRING_TOO_LONG: Cannot create a string longer than 0x4000000 characters",
		`Buffer.from('x'.repeat(33 * 2**20), 'utf16le')`:                     "RangeError ERR_OUT_OF_RANGE: A Buffer may not be longer than 67108864 bytes",
		`[require('buffer').kMaxLength, require('buffer').kStringMaxLength]`: "67108864,67108864",
	}
	for expression, want := range tests {
		require.Equal(t, want, evaluate(t, expression), expression)
	}
}

// TestBufferReceivers calls methods on what is no Buffer, or lies about its size.
func TestBufferReceivers(t *testing.T) {
	t.Parallel()
	m := newMachine(t, nil)
	defer m.end()
	m.run(t, `
		const methods = ['toString', 'write', 'fill', 'copy', 'compare', 'equals', 'indexOf', 'lastIndexOf', 'includes', 'slice',
			'subarray', 'swap16', 'toJSON', 'readUInt8', 'readUIntBE', 'writeDoubleLE', 'utf8Slice', 'hexWrite', 'inspect', 'toLocaleString'];
		const liar = Object.defineProperty(Buffer.from('abcd'), 'length', { value: 4096 });
		const views = [liar, {}, { length: 9 }, null, undefined, 5, 'text', [1], new DataView(new ArrayBuffer(2)), new Uint16Array(2), new Proxy(Buffer.alloc(2), {})];
		for (const view of views) for (const name of methods) {
			for (const args of [[], ['a'], [liar], [0, 1, 2], ['a', -1, 99, 'utf16le'], [liar, 3, 9999, 1, 4096], [1e10], [NaN, {}]]) {
				try { Buffer.prototype[name].apply(view, args); } catch (e) { if (!(e instanceof Error)) throw e; }
			}
		}
		var survived = true;
	`)
	require.Empty(t, m.uncaught)
	require.True(t, m.vm.Get("survived").ToBoolean())
}

func TestAsyncSymbols(t *testing.T) {
	t.Parallel()
	vm := goja.New()
	require.NoError(t, AddSymbols(vm))
	require.NoError(t, AddSymbols(vm), "a second time")
	value, err := vm.RunString(`Symbol.asyncIterator === Symbol.for('Symbol.asyncIterator') && typeof Symbol.dispose + typeof Symbol.asyncDispose`)
	require.NoError(t, err)
	require.Equal(t, "symbolsymbol", value.String())
}
