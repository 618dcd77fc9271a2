//go:build !linux

package loop

import "time"

var born = time.Now()

// processTime is the age of this process: no processor can have given it more than that
// many times over, and its processor time is not asked for here.
func processTime() time.Duration { return time.Since(born) }
