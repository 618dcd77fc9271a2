package zlib

import (
	"fmt"

	"github.com/dop251/goja"

	"github.com/hookline/hookline/runtime/node/view"
)

// options are what the JavaScript side has checked. What is out of range all the same
// is put into it.
type options struct {
	mode       string
	level      int // -1 to 9
	huffman    bool
	quality    int // of brotli, 0 to 11
	window     int // of brotli, as a power of two
	dictionary []byte
	lenient    bool
	maxOutput  int
	chunk      int
}

const (
	minChunk = 64
	maxChunk = 1 << 20
	// maxQuality is below brotli's 11, the default: at 10 and 11 a megabyte takes seconds
	// and tens of megabytes, for a few per cent.
	maxQuality = 9
	// maxWindow is 4 MiB, brotli's default.
	maxWindow = 22
)

func (b *binding) options(value goja.Value) options {
	o, ok := value.(*goja.Object)
	if !ok {
		panic(b.realm.VM.NewTypeError("options is not an object"))
	}
	dictionary, _ := view.Copy(get(o, "dictionary"))
	return options{
		mode:       get(o, "mode").String(),
		level:      within(o, "level", -1, 9),
		huffman:    get(o, "strategy").ToInteger() == 2,
		quality:    within(o, "quality", 0, maxQuality),
		window:     within(o, "window", 10, maxWindow),
		dictionary: dictionary,
		lenient:    get(o, "lenient").ToBoolean(),
		maxOutput:  within(o, "maxOutput", 1, MaxOutputBytes),
		chunk:      within(o, "chunk", minChunk, maxChunk),
	}
}

func get(o *goja.Object, name string) goja.Value {
	if v := o.Get(name); v != nil {
		return v
	}
	return goja.Undefined()
}

func within(o *goja.Object, name string, low, high int64) int {
	return int(min(max(get(o, name).ToInteger(), low), high))
}

// compresses reports the direction of the mode.
func (o options) compresses() bool {
	switch o.mode {
	case "deflate", "gzip", "deflateraw", "brotlicompress":
		return true
	}
	return false
}

func tooLargeText(o options) string {
	return fmt.Sprintf("Cannot create a Buffer larger than %d bytes", o.maxOutput)
}
