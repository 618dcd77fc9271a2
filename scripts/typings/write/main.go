// Command write makes scripts/typings/hookline.d.ts again. Run it in the root of the
// repository; `make gen` does.
package main

import (
	"log"
	"os"

	"github.com/hookline/hookline/scripts"
)

func main() {
	if err := os.WriteFile("scripts/typings/hookline.d.ts", []byte(scripts.Typings()), 0o644); err != nil { //nolint:gosec // a source file
		log.Fatal(err)
	}
}
