//go:build race

package sandbox

// raceEnabled says that workers run under the race detector, which takes several times
// the memory that it watches.
const raceEnabled = true
