package guard

import (
	"slices"
	"sync"
)

// table lists the guarded built-ins. Those of Array.prototype that call the script for
// every element, holes too, can be interrupted and are not in it.
func table() []*guard {
	return slices.Concat(
		methods("String.prototype", (*checker).repeat, "repeat"),
		methods("String.prototype", (*checker).pad, "padStart", "padEnd"),
		methods("String.prototype", (*checker).concatString, "concat"),
		methods("String.prototype", (*checker).split, "split"),
		methods("String.prototype", (*checker).replaceAll, "replaceAll"),
		methods("Array.prototype", (*checker).receiver,
			"copyWithin", "every", "fill", "filter", "flat", "flatMap", "forEach", "includes", "indexOf",
			"lastIndexOf", "map", "reduce", "reduceRight", "reverse", "shift", "slice", "some", "sort",
			"splice", "toReversed", "toSorted", "toSpliced", "unshift", "with"),
		methods("Array.prototype", (*checker).join, "join"),
		methods("Array.prototype", (*checker).concatArray, "concat"),
		methods("Array", (*checker).from, "from"),
		methods("Function.prototype", (*checker).second, "apply"),
		methods("Reflect", (*checker).third, "apply"),
		methods("Reflect", (*checker).second, "construct"),
		methods("JSON", (*checker).parse, "parse"),
		constructors((*checker).bigInt, "BigInt"),
		constructors(buffer(1), "ArrayBuffer", "Int8Array", "Uint8Array", "Uint8ClampedArray"),
		constructors(buffer(2), "Int16Array", "Uint16Array"),
		constructors(buffer(4), "Int32Array", "Uint32Array", "Float32Array"),
		constructors(buffer(8), "Float64Array", "BigInt64Array", "BigUint64Array"),
	)
}

func methods(owner string, check check, names ...string) []*guard {
	var list []*guard
	for _, name := range names {
		list = append(list, &guard{owner, name, check})
	}
	return list
}

func constructors(check check, names ...string) []*guard { return methods("", check, names...) }

// byWord finds the guards that a word in a source asks for. Turning an array into text
// calls its join, so whoever makes arrays by their length has that guarded too.
var byWord = sync.OnceValue(func() map[string][]*guard {
	words := map[string][]*guard{}
	for _, g := range table() {
		words[g.name] = append(words[g.name], g)
	}
	words["Array"] = words["join"]
	return words
})
