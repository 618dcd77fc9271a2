// Package view reads the bytes of ArrayBuffers and of views on them (Buffers, typed
// arrays, DataViews) for the Go sides of the modules.
package view

import (
	"reflect"

	"github.com/dop251/goja"
)

// Bytes returns the bytes of an ArrayBuffer or of a view on one, or false for any
// other value. They are the script's own bytes: copy what is used after the call.
func Bytes(value goja.Value) ([]byte, bool) {
	object, ok := value.(*goja.Object)
	if !ok {
		return nil, false
	}
	switch object.ExportType() {
	case bufferType:
		return bufferBytes(object)
	case bytesType: // Uint8Array, Uint8ClampedArray
		// An empty one at the end of its buffer exports a pointer behind that. The first
		// element is asked for, because a script can give the array another length.
		if object.Get("0") == nil {
			return []byte{}, true
		}
		data, ok := object.Export().([]byte)
		return data, ok
	}
	return viewBytes(object)
}

// Export is called on what has these types only: of an array it makes a copy, which can
// be as long as the script likes, and of an object one that calls its getters.
var (
	bufferType = reflect.TypeFor[goja.ArrayBuffer]()
	bytesType  = reflect.TypeFor[[]byte]()
)

func bufferBytes(value goja.Value) ([]byte, bool) {
	buffer, ok := value.Export().(goja.ArrayBuffer)
	if !ok {
		return nil, false
	}
	return buffer.Bytes(), true
}

// viewBytes trusts none of the three properties: an object can pretend to be a view.
func viewBytes(object *goja.Object) ([]byte, bool) {
	property := object.Get("buffer")
	if property == nil || property.ExportType() != bufferType {
		return nil, false
	}
	data, ok := bufferBytes(property)
	if !ok {
		return nil, false
	}
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
