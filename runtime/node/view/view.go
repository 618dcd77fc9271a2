// Package view reads the bytes of ArrayBuffers and of views on them (Buffers, typed
// arrays, DataViews) for the Go sides of the modules.
package view

import "github.com/dop251/goja"

// Bytes returns the bytes of an ArrayBuffer or of a view on one, or false for any
// other value. They are the script's own bytes: copy what is used after the call.
func Bytes(value goja.Value) ([]byte, bool) {
	object, ok := value.(*goja.Object)
	if !ok {
		return nil, false
	}
	switch exported := object.Export().(type) {
	case goja.ArrayBuffer:
		return exported.Bytes(), true
	case []byte: // Uint8Array, Uint8ClampedArray
		return exported, true
	}
	return viewBytes(object)
}

// viewBytes trusts none of the three properties: an object can pretend to be a view.
func viewBytes(object *goja.Object) ([]byte, bool) {
	property := object.Get("buffer")
	if property == nil {
		return nil, false
	}
	buffer, ok := property.Export().(goja.ArrayBuffer)
	if !ok {
		return nil, false
	}
	data := buffer.Bytes()
	offset, length := integer(object, "byteOffset"), integer(object, "byteLength")
	if offset < 0 || length < 0 || offset > int64(len(data)) || length > int64(len(data))-offset {
		return nil, false
	}
	return data[offset : offset+length], true
}

func integer(object *goja.Object, name string) int64 {
	value := object.Get(name)
	if value == nil {
		return -1
	}
	return value.ToInteger()
}

// Copy is Bytes, copied.
func Copy(value goja.Value) ([]byte, bool) {
	data, ok := Bytes(value)
	if !ok {
		return nil, false
	}
	return append(make([]byte, 0, len(data)), data...), true
}
