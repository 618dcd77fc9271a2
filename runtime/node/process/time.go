package process

import (
	"math/big"
	"time"

	"github.com/dop251/goja"

	"github.com/hookline/hookline/runtime/node/fault"
)

const second = int64(1e9)

// nanoseconds is the realm's age, in steps of a microsecond.
func (b *binding) nanoseconds() int64 { return b.realm.Age().Truncate(time.Microsecond).Nanoseconds() }

func (b *binding) uptime(goja.FunctionCall) goja.Value {
	return b.realm.VM.ToValue(float64(b.nanoseconds()) / float64(second))
}

// hrtime returns [seconds, nanoseconds], since an earlier such pair if one is given.
func (b *binding) hrtime(call goja.FunctionCall) goja.Value {
	now := b.nanoseconds()
	if before := call.Argument(0); !goja.IsUndefined(before) {
		pair, ok := before.(*goja.Object)
		if !ok || pair.Get("0") == nil || pair.Get("1") == nil {
			fault.WrongType(b.realm, "time", "an instance of Array", before)
		}
		now -= pair.Get("0").ToInteger()*second + pair.Get("1").ToInteger()
	}
	return b.realm.VM.NewArray(now/second, now%second)
}

func (b *binding) bigint(goja.FunctionCall) goja.Value {
	return b.realm.VM.ToValue(big.NewInt(b.nanoseconds()))
}

// memoryUsage is all zeros: the memory is the worker's, and none of a hook's business.
func (b *binding) memoryUsage(goja.FunctionCall) goja.Value {
	return b.numbers(0, "rss", "heapTotal", "heapUsed", "external", "arrayBuffers")
}

func (b *binding) cpuUsage(goja.FunctionCall) goja.Value {
	return b.numbers(b.realm.Loop.Inside().Microseconds(), "user", "system")
}

func (b *binding) numbers(value int64, names ...string) goja.Value {
	o := b.realm.VM.NewObject()
	for _, name := range names {
		_ = o.Set(name, value)
	}
	return o
}
