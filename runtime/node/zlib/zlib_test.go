package zlib

import (
	"bytes"
	"compress/gzip"
	"context"
	"io"
	"testing"
	"time"

	"github.com/andybalholm/brotli"
	"github.com/dop251/goja"
	"github.com/stretchr/testify/require"
	"go.uber.org/goleak"

	"github.com/hookline/hookline/runtime/loop"
	"github.com/hookline/hookline/runtime/realm"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// zeros packs n bytes that pack well: a bomb.
func zeros(t *testing.T, n int64) []byte {
	t.Helper()
	var packed bytes.Buffer
	w, err := gzip.NewWriterLevel(&packed, gzip.BestSpeed)
	require.NoError(t, err)
	_, err = io.CopyN(w, endless{}, n)
	require.NoError(t, err)
	require.NoError(t, w.Close())
	return packed.Bytes()
}

type endless struct{}

func (endless) Read(p []byte) (int, error) { clear(p); return len(p), nil }

var unpack = options{mode: "gunzip", maxOutput: MaxOutputBytes, chunk: 16 << 10}

// TestBombs are found without filling the memory that they ask for.
func TestBombs(t *testing.T) {
	t.Parallel()
	bomb := zeros(t, 2*maxKept)
	bounded := unpack
	bounded.maxOutput = maxKept + 1<<20
	_, err := convert(t.Context(), bomb, bounded)
	require.ErrorIs(t, err, errTooLarge)
	c := &collector{ctx: t.Context(), most: bounded.maxOutput}
	require.ErrorIs(t, c.decode(bomb, bounded), errTooLarge)
	require.Zero(t, cap(c.kept))
}

func TestLargeOutputIsReadIntoABufferOfItsSize(t *testing.T) {
	t.Parallel()
	out, err := convert(t.Context(), zeros(t, maxKept+5), unpack)
	require.NoError(t, err)
	require.Len(t, out, maxKept+5)
	require.Equal(t, len(out), cap(out))
}

// TestConvertEndsWithItsContext in both directions.
func TestConvertEndsWithItsContext(t *testing.T) {
	t.Parallel()
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	_, err := convert(ctx, zeros(t, 1<<20), unpack)
	require.ErrorIs(t, err, context.Canceled)
	_, err = convert(ctx, make([]byte, 1<<20), options{mode: "brotlicompress", quality: 9, window: 22, maxOutput: MaxOutputBytes})
	require.ErrorIs(t, err, context.Canceled)
}

// TestNoNativeBreaks gives the natives arguments that the JavaScript side never gives,
// and leaves streams open, which the end of the run closes.
func TestNoNativeBreaks(t *testing.T) {
	t.Parallel()
	run(t, `
		const fail = () => { throw new Error('hostile'); };
		const values = [undefined, null, 0, -1, NaN, 2 ** 40, '', 'gunzip', 'finish', 5n, Symbol('s'), {}, [], { toString: fail, get mode() { fail(); } },
			{ mode: 'gzip', level: 1e9, chunk: -5, maxOutput: Infinity }, { mode: 'inflate', dictionary: new Uint8Array(9), chunk: 2 ** 50 }, { mode: 'brotlicompress', quality: 11, window: 99 },
			{ mode: 'unzip' }, { mode: 'nonsense' }, { mode: 'brotlidecompress', lenient: true }, new Uint8Array(0), new Uint8Array([31, 139, 8, 0, 0, 0]), new ArrayBuffer(12), () => {}, fail, true];
		let seed = 7, calls = 0, opened = 0;
		const random = (n) => { seed = (seed * 1103515245 + 12345) & 0x7fffffff; return (seed >> 8) % n; };
		const pick = () => values[random(values.length)];
		for (let round = 0; round < 3000; round++) {
			const f = zlib[['convert', 'convertLater', 'open', 'crc32'][random(4)]];
			let made;
			calls++;
			try { made = f.apply(pick(), [pick(), pick(), pick()]); } catch (e) { continue; }
			if (made === undefined || typeof made.write !== 'function') continue;
			opened++;
			for (let i = 0; i < 4; i++) {
				try { made[['write', 'next', 'close', 'write'][random(4)]](pick(), pick(), pick()); } catch (e) { }
			}
		}
		if (opened < 50) throw new Error('only ' + opened + ' streams');
	`)
}

// TestStreamsThatAreLeftOpenEnd with the run, whatever they wait for. TestMain looks for
// what they leave behind.
func TestStreamsThatAreLeftOpenEnd(t *testing.T) {
	t.Parallel()
	run(t, `
		for (const mode of ['gunzip', 'inflate', 'inflateraw', 'unzip', 'brotlidecompress', 'gzip']) {
			zlib.open({ mode, chunk: 64 }); // never written
			zlib.open({ mode, chunk: 64, level: 6 }).write(new Uint8Array([31]), '', () => {}); // waits for more
			const closed = zlib.open({ mode, chunk: 64, level: 6 });
			closed.write(new Uint8Array([31, 139]), '', () => { throw new Error('called after close'); });
			closed.close();
		}
	`)
}

func run(t *testing.T, script string) {
	t.Helper()
	vm := goja.New()
	l := loop.New(vm, loop.NewClock(), func(error) bool { return false })
	ctx, cancel := context.WithCancel(t.Context())
	r := realm.New(ctx, vm, time.Now())
	r.Loop = l
	require.NoError(t, vm.Set("zlib", Binding(r)))
	err := l.Run(ctx, func() error { _, err := vm.RunString(script); return err })
	cancel()
	r.Wait()
	require.NoError(t, err)
}

// FuzzDecode finds inputs that panic or do not end.
func FuzzDecode(f *testing.F) {
	modes := []string{"gunzip", "inflate", "inflateraw", "unzip", "brotlidecompress"}
	var packed bytes.Buffer
	w := brotli.NewWriter(&packed)
	_, _ = w.Write([]byte("seed seed seed"))
	_ = w.Close()
	f.Add(uint8(4), packed.Bytes(), true)
	f.Add(uint8(0), []byte{31, 139, 8, 0, 0, 0, 0, 0, 0, 3, 75, 76, 74, 6, 0}, false)
	f.Fuzz(func(t *testing.T, mode uint8, data []byte, lenient bool) {
		_, _ = convert(t.Context(), data, options{mode: modes[int(mode)%len(modes)], maxOutput: 1 << 20, lenient: lenient})
	})
}
