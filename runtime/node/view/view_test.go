package view

import (
	"testing"

	"github.com/dop251/goja"
	"github.com/stretchr/testify/require"
)

func TestBytes(t *testing.T) {
	t.Parallel()
	tests := map[string]struct {
		script string
		want   []byte // nil: no bytes
	}{
		"ArrayBuffer":         {`new Uint8Array([1, 2]).buffer`, []byte{1, 2}},
		"Uint8Array":          {`new Uint8Array([1, 2, 3]).subarray(1)`, []byte{2, 3}},
		"Uint16Array":         {`new Uint16Array([1, 256])`, []byte{1, 0, 0, 1}},
		"DataView":            {`new DataView(new Uint8Array([1, 2, 3]).buffer, 1, 1)`, []byte{2}},
		"empty":               {`new Uint8Array(0)`, []byte{}},
		"empty at the end":    {`new Uint8Array([1]).subarray(1)`, []byte{}},
		"empty, pretending":   {`Object.defineProperty(new Uint8Array([1]).subarray(1), 'length', { value: 9 })`, []byte{}},
		"prototype has a 0":   {`Object.prototype[0] = 1; new Uint8Array([1]).subarray(1)`, []byte{}},
		"string":              {`'ab'`, nil},
		"array":               {`[1, 2]`, nil},
		"null":                {`null`, nil},
		"pretender":           {`({ buffer: new ArrayBuffer(4), byteOffset: 3, byteLength: 2 })`, nil},
		"negative":            {`({ buffer: new ArrayBuffer(4), byteOffset: -1, byteLength: 2 })`, nil},
		"overflow":            {`({ buffer: new ArrayBuffer(4), byteOffset: 1, byteLength: 2 ** 63 })`, nil},
		"without length":      {`({ buffer: new ArrayBuffer(4) })`, nil},
		"buffer is no buffer": {`({ buffer: {}, byteOffset: 0, byteLength: 0 })`, nil},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			value, err := goja.New().RunString(test.script)
			require.NoError(t, err)
			got, ok := Bytes(value)
			require.Equal(t, test.want != nil, ok)
			require.Equal(t, string(test.want), string(got))
		})
	}
}

func TestCopyIsApart(t *testing.T) {
	t.Parallel()
	vm := goja.New()
	value, err := vm.RunString(`const bytes = new Uint8Array([1]); bytes`)
	require.NoError(t, err)
	copied, ok := Copy(value)
	require.True(t, ok)
	_, err = vm.RunString(`bytes[0] = 2`)
	require.NoError(t, err)
	require.Equal(t, []byte{1}, copied)
}
