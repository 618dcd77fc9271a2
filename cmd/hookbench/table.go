package main

import (
	"errors"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"
	"text/tabwriter"
)

// row is one line of the table: a figure, its reference from the same run, and what
// was wanted of it.
type row struct {
	name      string
	value     string
	reference string
	ratio     float64 // 0: the figure is judged by itself
	target    string
	reached   bool
}

func (t *table) add(r row) {
	t.rows = append(t.rows, r)
	fmt.Fprintln(os.Stderr, "measured:", r.name)
}

type table struct{ rows []row }

func (t *table) print(out io.Writer) error {
	lines := "figure\there\treference\tratio\ttarget\treached\n"
	for _, r := range t.rows {
		ratio, reached := "", "yes"
		if r.ratio != 0 {
			ratio = fmt.Sprintf("%.2f", r.ratio)
		}
		if !r.reached {
			reached = "NO"
		}
		if r.target == "" {
			reached = ""
		}
		lines += strings.Join([]string{r.name, r.value, r.reference, ratio, r.target, reached}, "\t") + "\n"
	}
	w := tabwriter.NewWriter(out, 0, 8, 2, ' ', 0)
	_, err := io.WriteString(w, lines)
	return errors.Join(err, w.Flush())
}

// median sorts values in place; it is the middle one.
func median(values []float64) float64 {
	slices.Sort(values)
	return values[len(values)/2]
}

// ratios divides element by element: what was measured in the same round belongs together.
func ratios(a, b []float64) []float64 {
	out := make([]float64, len(a))
	for i := range a {
		out[i] = a[i] / b[i]
	}
	return out
}
